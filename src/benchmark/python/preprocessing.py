"""Times what torchvision's users run before a ResNet, with Pillow and numpy on one thread.

    python3 preprocessing.py FILE...    prints least and median milliseconds of each step
    python3 preprocessing.py --serve    answers each line "STEP COUNT FILE" with nanoseconds for all
"""

import io
import statistics
import sys
import time

try:
    import numpy
    import PIL
    from PIL import Image
except ImportError as missing:
    sys.exit(f"{missing}; Debian has the packages python3-pil and python3-numpy")

SHORT_SIDE = 256
CROP = 224
MEAN = numpy.array([0.485, 0.456, 0.406], numpy.float32).reshape(3, 1, 1)
DEVIATION = numpy.array([0.229, 0.224, 0.225], numpy.float32).reshape(3, 1, 1)


def decode(data):
    image = Image.open(io.BytesIO(data))
    image.load()
    # convert() copies an image that is RGB already.
    return image if image.mode == "RGB" else image.convert("RGB")


def resize(image):
    short = min(image.size)
    width, height = (SHORT_SIDE * side // short for side in image.size)
    left, top = round((width - CROP) / 2), round((height - CROP) / 2)
    resized = image.resize((width, height), Image.BILINEAR)
    cropped = resized.crop((left, top, left + CROP, top + CROP))
    planes = numpy.ascontiguousarray(numpy.asarray(cropped).transpose(2, 0, 1))
    tensor = planes.astype(numpy.float32)
    tensor /= 255
    tensor -= MEAN
    tensor /= DEVIATION
    return tensor


def whole(data):
    return resize(decode(data))


def prepared(step, path):
    """The function that a step is, and what it is given."""
    with open(path, "rb") as file:
        data = file.read()
    return {"whole": (whole, data), "decode": (decode, data), "resize": (resize, decode(data))}[step]


def nanos(function, argument, count):
    start = time.perf_counter_ns()
    for _ in range(count):
        function(argument)
    return time.perf_counter_ns() - start


def serve():
    known = {}
    print(f"Pillow {PIL.__version__}, numpy {numpy.__version__}, Python {sys.version.split()[0]}", flush=True)
    for line in sys.stdin:
        step, count, path = line.rstrip("\n").split(" ", 2)
        if (step, path) not in known:
            known[step, path] = prepared(step, path)
        print(nanos(*known[step, path], int(count)), flush=True)


def report(path):
    for step in ("whole", "decode", "resize"):
        work = prepared(step, path)
        count = max(1, 100_000_000 // nanos(*work, 3) * 3)
        rounds = [nanos(*work, count) / count / 1e6 for _ in range(25)]
        print(f"{path} {step}: {min(rounds):.3f} ms least, {statistics.median(rounds):.3f} ms median")


if __name__ == "__main__":
    if sys.argv[1:] == ["--serve"]:
        serve()
    for path in sys.argv[1:]:
        if path != "--serve":
            report(path)
