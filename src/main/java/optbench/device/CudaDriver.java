package optbench.device;

import java.util.List;

/** NVIDIA's driver, as far as it can be asked without CUDA's libraries. */
public interface CudaDriver {
  /**
   * All GPUs of the machine, in the driver's order; none if it knows of none.
   *
   * @throws DeviceException if there is no driver, or it gives no answer that can be understood
   */
  List<Gpu> gpus();
}
