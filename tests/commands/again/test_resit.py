def test_x(decided):
    print(decided.decided())
    o=decided.resit()
    print(o)
    print(decided.sit("2026-10", 12).lines)
    decided.mark({}, "2026-10")
    print(decided.judge("2026-10", day="01/11/2026", when="2026-11-02T10:00:00Z"))
    print(decided.decided("2026-10"))
def test_y(decided):
    o=decided.replace()
    print(o)
    print(decided.sit("2026-09", 14).lines)
    decided.mark({}, "2026-09")
    print(decided.judge("2026-09", day="01/11/2026", when="2026-11-02T10:00:00Z"))
    print(decided.decided("2026-09"))
    1/0
