"""The build backend of `pip install .` (PEP 517): has CMake make the package and packs it into a wheel.

It needs what CMake needs, and no other Python package. The tree is built in build/, as `./nestling` does it; if NESTLING_BUILD
names a folder, what was built there is taken as it is.
"""
import base64
import hashlib
import os
import pathlib
import re
import subprocess
import sysconfig
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
TARGETS = ["nestling", "nestling_abi", "nestling_python", "nestling_python_lib"]


def project(key):
    """A text or a list of texts of the table [project]; tomllib is not in every Python."""
    text = (ROOT / "pyproject.toml").read_text()
    value = re.search(rf"^{key} = (.*)$", text, re.M)[1]
    return re.findall(r'"([^"]*)"', value)


def version():
    return re.search(r"project\(nestling VERSION ([\d.]+)", (ROOT / "CMakeLists.txt").read_text())[1]


def tag():
    """The library knows nothing of Python: any version of it will do."""
    return "py3-none-" + re.sub(r"[-.]", "_", sysconfig.get_platform())


def information():
    """The files of the folder .dist-info, without RECORD."""
    metadata = ["Metadata-Version: 2.1", "Name: " + project("name")[0], "Version: " + version(),
                "Summary: " + project("description")[0], "Requires-Python: " + project("requires-python")[0],
                *("Requires-Dist: " + name for name in project("dependencies")),
                "Description-Content-Type: text/markdown", "", (ROOT / "README.md").read_text()]
    wheel = ["Wheel-Version: 1.0", "Generator: nestling_wheel", "Root-Is-Purelib: false", "Tag: " + tag(), ""]
    return {"METADATA": "\n".join(metadata), "WHEEL": "\n".join(wheel), "LICENSE": (ROOT / "LICENSE").read_text()}


def build():
    """-> the folder that has the package"""
    if "NESTLING_BUILD" in os.environ:
        return pathlib.Path(os.environ["NESTLING_BUILD"]) / "python"
    folder = ROOT / "build"
    # pip hides the packages of the system from the Pythons below it; CMake looks for one that has cffi.
    environment = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "PYTHONNOUSERSITE")}

    def cmake(*arguments):
        subprocess.run(["cmake", *map(str, arguments)], check=True, cwd=ROOT, env=environment)

    if not (folder / "build.ninja").exists():
        cmake("--preset", "release")
    cmake("--build", folder, "--target", *TARGETS)
    return folder / "python"


def files(folder):
    """name in the wheel -> content"""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def write(path, contents, info):
    records = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents:
            archive.writestr(name, content)
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            records.append(f"{name},sha256={digest},{len(content)}\n")
        archive.writestr(f"{info}/RECORD", "".join(records) + f"{info}/RECORD,,\n")


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    info = f"nestling-{version()}.dist-info"
    contents = list(files(build()))
    contents += [(f"{info}/{name}", text.encode()) for name, text in information().items()]
    name = f"nestling-{version()}-{tag()}.whl"
    write(pathlib.Path(wheel_directory) / name, contents, info)
    return name


def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
    info = f"nestling-{version()}.dist-info"
    folder = pathlib.Path(metadata_directory) / info
    folder.mkdir()
    for name, text in information().items():
        (folder / name).write_text(text)
    return info
