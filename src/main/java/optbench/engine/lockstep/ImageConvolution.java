package optbench.engine.lockstep;

import java.util.Arrays;
import java.util.List;
import optbench.engine.convolution.ConvolutionGeometry;
import optbench.engine.convolution.ConvolvedImages;
import optbench.engine.convolution.ConvolvedImages.Rows;
import optbench.spec.LayerSpec.Conv2d;
import optbench.spec.LayerSpec.MaxPool;

/** A convolution of the data and the pooling that follows it, between panels. */
final class ImageConvolution implements Layer {
  /** Images whose strips fit the first-level cache, of as many filters as is usual. */
  private static final int AT_ONCE = 16;

  private final Panel input;
  private final Panel output;
  private final ConvolvedImages images;
  private final NativeTensor filters;
  private final BiasAndActivation top;

  /** A row of the output of some images, image after image. */
  private final float[] strips;

  private final int strip;

  ImageConvolution(Panel input, int trials, Conv2d layer, MaxPool pool, int capacity) {
    this.input = input;
    ConvolutionGeometry geometry = new ConvolutionGeometry(input.shape(), layer);
    images = new ConvolvedImages(geometry, pool, trials);
    output = Panel.ofTrials(trials, images.output(), capacity);
    filters = Convolution.filters(trials, geometry);
    top = new BiasAndActivation(output, layer.activation());
    strip = output.shape().width() * layer.filters();
    strips = new float[AT_ONCE * strip];
  }

  Panel output() {
    return output;
  }

  @Override
  public List<TensorGroup> tensors() {
    return List.of(filters, top.bias());
  }

  @Override
  public void forward(int samples, boolean training) {
    for (int k = 0; k < output.trials(); k++) {
      filters.load(k, 0, filters.length(), images.weights(k));
    }
    images.forward(input.valueMemory(), samples, training, this::toPanel);
    top.forward(samples);
  }

  @Override
  public void backward(int samples, boolean more) {
    top.backward(samples, more);
    for (int k = 0; k < output.trials(); k++) {
      if (more) {
        filters.loadGradient(k, 0, filters.length(), images.weightGradients(k));
      } else {
        Arrays.fill(images.weightGradients(k), 0);
      }
    }
    images.backward(samples, this::fromPanel);
    for (int k = 0; k < output.trials(); k++) {
      filters.storeGradient(k, images.weightGradients(k));
    }
  }

  /** Image after image, pixel after pixel, in a pixel filter after filter. */
  private void toPanel(Rows found) {
    for (int first = 0; first < found.count(); first += AT_ONCE) {
      int count = Math.min(AT_ONCE, found.count() - first);
      for (int y = 0; y < output.shape().height(); y++) {
        for (int f = 0; f < output.shape().channels(); f++) {
          toStrips(found.row(f * output.shape().height() + y), first, found.sideBySide(), count, f);
        }
        for (int i = 0; i < count; i++) {
          output.valueMemory().put(place(found, first + i, y), strips, i * strip, strip);
        }
      }
    }
  }

  private void toStrips(float[] row, int from, int step, int count, int f) {
    int channels = output.shape().channels();
    int at = from;
    for (int to = f; to < strip; to += channels) {
      for (int i = 0; i < count; i++) {
        strips[i * strip + to] = row[at + i];
      }
      at += step;
    }
  }

  private void fromPanel(Rows gradients) {
    for (int first = 0; first < gradients.count(); first += AT_ONCE) {
      int count = Math.min(AT_ONCE, gradients.count() - first);
      for (int y = 0; y < output.shape().height(); y++) {
        for (int i = 0; i < count; i++) {
          output.gradientMemory().get(place(gradients, first + i, y), strips, i * strip, strip);
        }
        for (int f = 0; f < output.shape().channels(); f++) {
          float[] row = gradients.row(f * output.shape().height() + y);
          fromStrips(row, first, gradients.sideBySide(), count, f);
        }
      }
    }
  }

  private void fromStrips(float[] row, int to, int step, int count, int f) {
    int channels = output.shape().channels();
    int at = to;
    for (int from = f; from < strip; from += channels) {
      for (int i = 0; i < count; i++) {
        row[at + i] = strips[i * strip + from];
      }
      at += step;
    }
  }

  private int place(Rows rows, int i, int y) {
    return (rows.first() + i) * output.row() + rows.trial() * output.features() + y * strip;
  }
}
