from ae_gui.later import Later


def test_a_part_is_made_when_it_is_first_used_and_once():
    made = []
    part = Later(lambda: made.append("part") or "part")
    assert not part.is_made

    assert (part.now, part.now) == ("part", "part")
    assert (part.is_made, made) == (True, ["part"])


def test_what_waits_for_a_part_is_done_in_order_and_then_it_is_put_where_it_is_seen():
    done = []
    part = Later(lambda: "part")
    part.place(lambda made: done.append(f"placed {made}"))
    part.then(lambda made: done.append(f"connected {made}"))
    part.then(lambda made: done.append(f"told {made}"))
    assert done == []

    _ = part.now
    assert done == ["connected part", "told part", "placed part"]

    part.then(lambda made: done.append(f"asked {made}"))
    part.place(lambda made: done.append(f"put {made}"))
    assert done[3:] == ["asked part", "put part"]


def test_what_waits_may_use_the_part_that_is_being_made():
    part = Later(list)
    part.then(lambda made: part.now.append("used"))

    assert part.now == ["used"]
