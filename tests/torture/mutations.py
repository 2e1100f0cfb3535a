"""What becomes of files on bad disks and in bad hands: each of these changes one, by a generator with a seed."""

import pickletools
from collections.abc import Callable

import numpy as np

Mutation = Callable[[np.random.Generator, bytes], bytes]

# Lengths, counts and offsets that are just beside something.
_SIZES = (0, 1, 2, 8, 127, 128, 255, 2**15, 2**16 - 1, 2**31 - 1, 2**31, 2**32 - 1, 2**40, 2**62, 2**63, 2**64 - 1)

# Pieces of pickle programs, put between two instructions: calls, names and numbers that nobody asked for.
_INSTRUCTIONS = (
    b"cos\nsystem\nX\x04\x00\x00\x00true\x85R",
    b"(X\x04\x00\x00\x00trueios\nsystem\n",
    b"cbuiltins\neval\nX\x01\x00\x00\x001\x85R",
    b"\x8c\x02os\x8c\x06system\x93",
    b"ctorch._utils\n_rebuild_parameter\n",
    b"ccollections\nOrderedDict\n)R",
    b"ctorch\nHalfStorage\n",
    b"K\x00Q",
    b"N0}b",
    b"h\x00",
    b"2",
    b"\x81",
    b"\x8a\x09" + b"\xff" * 8 + b"\x7f",
)


def flipped_bit(rng: np.random.Generator, content: bytes) -> bytes:
    changed = bytearray(content)
    changed[rng.integers(len(changed))] ^= 1 << rng.integers(8)
    return bytes(changed)


def flipped_bits_in_front(rng: np.random.Generator, content: bytes) -> bytes:
    """One to three, where a header is."""
    changed = bytearray(content)
    for _ in range(rng.integers(1, 4)):
        changed[rng.integers(min(24, len(changed)))] ^= 1 << rng.integers(8)
    return bytes(changed)


def run_of_bytes(rng: np.random.Generator, content: bytes) -> bytes:
    """Other bytes in the place of up to 400."""
    start, size = rng.integers(len(content)), rng.integers(1, 400)
    run = (rng.bytes(size), bytes(size), b"\xff" * size)[rng.integers(3)]
    return content[:start] + run + content[start + size :]


def piece_elsewhere(rng: np.random.Generator, content: bytes) -> bytes:
    start, end, place = np.sort(rng.integers(len(content) + 1, size=3))
    return content[:start] + content[end:place] + content[start:end] + content[place:]


def piece_missing_or_twice(rng: np.random.Generator, content: bytes) -> bytes:
    start, end = np.sort(rng.integers(len(content) + 1, size=2))
    return content[:start] + content[end:] if rng.random() < 0.5 else content[:end] + content[start:]


def cut(rng: np.random.Generator, content: bytes) -> bytes:
    """Cut short, and perhaps filled up with zeros as a file system does that lost them."""
    return content[: rng.integers(len(content))] + bytes(rng.choice([0, 0, 8, 1000]))


def other_number(rng: np.random.Generator, content: bytes) -> bytes:
    """A number of one to eight bytes in the place of what stands somewhere."""
    size = 2 ** int(rng.integers(4))
    number = _SIZES[rng.integers(len(_SIZES))] % 256**size
    start = rng.integers(len(content))
    return content[:start] + number.to_bytes(size, "little") + content[start + size :]


ANY_FILE: tuple[Mutation, ...] = (
    flipped_bit,
    flipped_bits_in_front,
    run_of_bytes,
    piece_elsewhere,
    piece_missing_or_twice,
    cut,
    other_number,
)


def other_program(rng: np.random.Generator, program: bytes) -> bytes:
    """A pickle whose instructions are still instructions, but one is missing, doubled, moved, new or another."""
    starts = [position for _, _, position in pickletools.genops(program) if position is not None]
    steps = [program[start:end] for start, end in zip(starts, [*starts[1:], len(program)], strict=True)]
    place = int(rng.integers(len(steps)))
    match rng.integers(6):
        case 0:
            del steps[place]
        case 1:
            steps.insert(place, steps[place])
        case 2:
            steps.insert(int(rng.integers(len(steps))), steps.pop(place))
        case 3:
            steps.insert(place, _INSTRUCTIONS[rng.integers(len(_INSTRUCTIONS))])
        case 4:
            codes = [opcode.code.encode("latin-1") for opcode in pickletools.opcodes]
            steps[place] = codes[rng.integers(len(codes))] + steps[place][1:]
        case _:
            arguments = steps[place][1:]
            steps[place] = steps[place][:1] + (
                other_number(rng, arguments)[: len(arguments)] if arguments else b"K\x02"
            )
    return b"".join(steps)
