package io.sightline.engine;

import ai.djl.Device;

/// Chooses the device that networks run on.
final class Devices {

    private Devices() {}

    /// The device that `setting` names on a machine where the engine sees `gpus` CUDA devices.
    ///
    /// @throws EngineFailedException if it asks for a GPU that is not there
    static Device choose(String setting, int gpus) {
        if (setting.equals("cpu") || (setting.equals("auto") && gpus == 0)) {
            return Device.cpu();
        }
        int number =
                setting.startsWith("gpu:")
                        ? Integer.parseInt(setting.substring("gpu:".length()))
                        : 0;
        if (number >= gpus) {
            throw new EngineFailedException(
                    "device is %s, but the engine sees %d CUDA devices; it needs an NVIDIA driver and the CUDA build of PyTorch"
                            .formatted(setting, gpus));
        }
        return Device.gpu(number);
    }

    /// For example `cpu` or `gpu:0`.
    static String name(Device device) {
        return device.isGpu() ? "gpu:" + device.getDeviceId() : "cpu";
    }
}
