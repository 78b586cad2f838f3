"""Whether what was counted is within what is allowed."""

# In the hundred. Threads meet in another order each time, and groups are of another size.
ROOM = 5
MORE_ROOM = {"store": 15, "hop": 15, "transfer": 15}


def faults(counted, allowed):
    found = []
    for name, figures in counted.items():
        if name not in allowed:
            found.append(f"{name}: nothing says what it may cost; Benchmarks/micro --update writes it down")
            continue
        room = MORE_ROOM.get(name, ROOM)
        for key, value in figures.items():
            most = allowed[name][key] * (100 + room) / 100
            if value > most:
                found.append(
                    f"{name}: {value:,} {key}, {allowed[name][key]:,} and {room} % more are allowed; "
                    "if that is the price of something worth it, Benchmarks/micro --update")
    return found


def table(counted, allowed):
    rows = [f"{'':12}{'instructions':>14}{'allocations':>14}{'bytes':>12}   instructions allowed"]
    for name, figures in counted.items():
        known = f"{allowed[name]['instructions']:,}" if name in allowed else "–"
        rows.append(
            f"{name:12}{figures['instructions']:14,}{figures['allocations']:14,}{figures['bytes']:12,}   {known}")
    return "\n".join(rows)
