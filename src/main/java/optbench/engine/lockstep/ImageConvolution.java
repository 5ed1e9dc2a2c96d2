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
  private final Panel input;
  private final Panel output;
  private final ConvolvedImages images;
  private final NativeTensor filters;
  private final BiasAndActivation top;
  private final float[][] strips;

  ImageConvolution(Panel input, int trials, Conv2d layer, MaxPool pool, int capacity) {
    this.input = input;
    ConvolutionGeometry geometry = new ConvolutionGeometry(input.shape(), layer);
    images = new ConvolvedImages(geometry, pool, trials);
    output = Panel.ofTrials(trials, images.output(), capacity);
    filters = Convolution.filters(trials, geometry);
    top = new BiasAndActivation(output, layer.activation());
    strips = new float[ConvolvedImages.SIDE_BY_SIDE][output.shape().width() * layer.filters()];
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
    for (int y = 0; y < output.shape().height(); y++) {
      for (int x = 0; x < output.shape().width(); x++) {
        toStrips(found, y, x);
      }
      for (int i = 0; i < found.count(); i++) {
        output.valueMemory().put(place(found, i, y), strips[i]);
      }
    }
  }

  private void toStrips(Rows found, int y, int x) {
    int channels = output.shape().channels();
    for (int f = 0; f < channels; f++) {
      float[] row = found.row(f * output.shape().height() + y);
      int from = x * found.sideBySide();
      for (int i = 0; i < found.count(); i++) {
        strips[i][x * channels + f] = row[from + i];
      }
    }
  }

  private void fromPanel(Rows gradients) {
    for (int y = 0; y < output.shape().height(); y++) {
      for (int i = 0; i < gradients.count(); i++) {
        output.gradientMemory().get(place(gradients, i, y), strips[i]);
      }
      for (int x = 0; x < output.shape().width(); x++) {
        fromStrips(gradients, y, x);
      }
    }
  }

  private void fromStrips(Rows gradients, int y, int x) {
    int channels = output.shape().channels();
    for (int f = 0; f < channels; f++) {
      float[] row = gradients.row(f * output.shape().height() + y);
      int to = x * gradients.sideBySide();
      for (int i = 0; i < gradients.count(); i++) {
        row[to + i] = strips[i][x * channels + f];
      }
    }
  }

  private int place(Rows rows, int i, int y) {
    return (rows.first() + i) * output.row()
        + rows.trial() * output.features()
        + y * strips[0].length;
  }
}
