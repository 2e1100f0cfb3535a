#!/usr/bin/env bash
# Makes .venv with the pinned versions in it, and sees to the system packages that Python and Qt need.
#
#   scripts/setup.sh [test|bench|package]   adds the tools of `make test`, `make bench` or `make package`
#
#   PYTHON=python3.12               the interpreter (otherwise the first below that is 3.11 or newer)
#   TORCH=cpu|cuda                  the build of torch (otherwise cpu where there is no NVIDIA driver)
#
# The project itself is not installed: its checkout is run in place. Written for the bash 3.2 of macOS too.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly VENV=.venv
readonly TORCH_CPU_INDEX=https://download.pytorch.org/whl/cpu

main() {
    local extra=${1-}
    make_venv
    install_python_packages "$extra"
    compile_sources
    if install_system_packages; then
        touch $VENV/.ready ${extra:+"$VENV/.ready-$extra"}
    else # no stamp, so that the next call looks again; what needs no window works already
        say "Until then the window cannot open."
    fi
}

make_venv() {
    if $VENV/bin/python -m pip --version >/dev/null 2>&1; then return; fi
    local python
    python=$(find_python)
    if is_debian_like && ! "$python" -c "import ensurepip, venv" 2>/dev/null; then
        # Debian keeps Python's venv module in a package of its own.
        apt_install "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')" || exit 1
    fi
    say "Making $VENV with $("$python" --version)."
    "$python" -m venv --clear $VENV
}

find_python() {
    local python
    for python in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
        if "$python" -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null; then
            echo "$python"
            return
        fi
    done
    say "Python 3.11 or newer is needed, and ${PYTHON:-python3} is not. PYTHON=/path/to/python names another one."
    exit 1
}

install_python_packages() {
    local index=()
    if wants_cpu_torch; then
        if cpu_index_answers; then
            index=(--extra-index-url "$TORCH_CPU_INDEX")
        else
            say "PyTorch's CPU index does not answer: torch comes from the default index."
        fi
    fi
    requirements "$@" >$VENV/requirements.txt
    $VENV/bin/python -m pip install --disable-pip-version-check ${index[@]+"${index[@]}"} \
        --constraint constraints.txt --requirement $VENV/requirements.txt
}

# What Python would do at the first start, and at each one where it may not write here: a quarter of the start. With the
# times of the sources beside the code, an edited one is compiled anew; pip has done it for all else.
compile_sources() { $VENV/bin/python -m compileall -q ae_model ae_gui; }

wants_cpu_torch() {
    case ${TORCH-} in
        cpu) return 0 ;;
        cuda) return 1 ;;
        "") [ "$(uname -s)" = Linux ] && [ ! -e /proc/driver/nvidia/version ] && ! command -v nvidia-smi >/dev/null ;;
        *) say "TORCH must be cpu or cuda, not $TORCH." && exit 1 ;;
    esac
}

cpu_index_answers() {
    # `timeout` bounds the look-up of the name too, which urllib's own does not.
    timeout 3 $VENV/bin/python -c "import urllib.request; urllib.request.urlopen('$TORCH_CPU_INDEX/torch/')" 2>/dev/null
}

# What pyproject.toml lists; pip cannot install a project's dependencies without the project.
requirements() {
    $VENV/bin/python - "$@" <<'END'
import sys, tomllib

with open("pyproject.toml", "rb") as file:
    project = tomllib.load(file)["project"]
extra = project["optional-dependencies"].get(sys.argv[1], [])
print(*project["dependencies"], *extra, sep="\n")
END
}

# Qt's wheels bring all but what belongs to the system, of which a server or a container has less than a desktop.
install_system_packages() {
    is_debian_like || return 0
    local packages
    packages=$(missing_libraries && { has_font || echo fonts-dejavu-core; })
    # shellcheck disable=SC2086  # one word a package
    [ -z "$packages" ] || apt_install $packages
}

# The libraries that Qt's platform plugins do not find, by the names of Debian's packages:
# libxcb-cursor.so.0 is in libxcb-cursor0, libdbus-1.so.3 in libdbus-1-3.
missing_libraries() {
    ldd $VENV/lib/python3*/site-packages/PySide6/Qt/plugins/platforms/libq{offscreen,xcb,wayland}.so |
        sed -nE 's/^[[:space:]]*(lib[^ ]+) => not found/\1/p' |
        sed -E 's/([0-9])\.so\./\1-/; s/\.so\.//; s/^libg(lib|thread)-2\.0/libglib2.0/' |
        tr 'A-Z_' 'a-z-' | sort -u
}

has_font() {
    [ -n "$(find /usr/share/fonts /usr/local/share/fonts ~/.fonts ~/.local/share/fonts \
        \( -name '*.[ot]tf' -o -name '*.ttc' -o -name '*.pf[ab]' \) -print -quit 2>/dev/null)" ]
}

is_debian_like() { command -v apt-get >/dev/null; }

# Installs the packages, or prints the one command that does.
apt_install() {
    local sudo="" as_root=(env DEBIAN_FRONTEND=noninteractive)
    if [ "$(id -u)" -ne 0 ]; then
        sudo="sudo "
        as_root=(sudo -n "${as_root[@]}")
    fi
    local install=("${as_root[@]}" apt-get install --yes --no-install-recommends "$@")
    if "${as_root[@]}" true 2>/dev/null; then
        say "Installing $*"
        # First with the package lists at hand; a fresh container has none.
        if "${install[@]}" &>/dev/null || { "${as_root[@]}" apt-get update && "${install[@]}"; }; then return; fi
    fi
    say "Some system packages are missing. Install them with this command, then call make again:" \
        "    ${sudo}apt-get update && ${sudo}apt-get install --yes $*"
    return 1
}

say() { printf '%s\n' "$@" >&2; }

main "$@"
