"""Dijkstra, breadth first search, topological order, union-find."""
import heapq
from collections import defaultdict, deque

g = defaultdict(dict)
seed = 7
for i in range(60):
    for k in range(4):
        seed = (seed * 1103515245 + 12345) % 2**31
        g[i][seed // 1000 % 60] = seed % 17 + 1


def dijkstra(s):
    dist, q, prev = {s: 0}, [(0, s)], {}
    while q:
        d, u = heapq.heappop(q)
        if d > dist[u]:
            continue
        for v, w in g[u].items():
            if d + w < dist.get(v, float("inf")):
                dist[v] = d + w
                prev[v] = u
                heapq.heappush(q, (d + w, v))
    return dist, prev


dist, prev = dijkstra(0)
print(sorted(dist.items())[:12], sum(dist.values()), len(dist))


def path(t):
    return [t] if t == 0 else path(prev[t]) + [t]


print(path(max(dist, key=lambda k: (dist[k], k))))


def bfs(s):
    seen, q = {s: 0}, deque([s])
    while q:
        u = q.popleft()
        for v in g[u]:
            if v not in seen:
                seen[v] = seen[u] + 1
                q.append(v)
    return seen


print(max(bfs(0).values()), sorted(bfs(3).items())[-5:])
deps = {
    "shirt": ["tie", "belt"],
    "tie": ["jacket"],
    "pants": ["shoes", "belt"],
    "belt": ["jacket"],
    "socks": ["shoes"],
    "shoes": [],
    "jacket": [],
}


def topo(d):
    out, mark = [], {}

    def visit(n):
        if mark.get(n) == 1:
            raise ValueError("cycle at " + n)
        if n in mark:
            return
        mark[n] = 1
        for m in sorted(d[n]):
            visit(m)
        mark[n] = 2
        out.append(n)

    for n in sorted(d):
        visit(n)
    return out[::-1]


print(topo(deps))
deps["jacket"].append("shirt")
try:
    topo(deps)
except ValueError as e:
    print(e)


class Union:
    def __init__(self):
        self.p = {}

    def find(self, x):
        self.p.setdefault(x, x)
        while self.p[x] != x:
            self.p[x] = self.p[self.p[x]]
            x = self.p[x]
        return x

    def join(self, a, b):
        self.p[self.find(a)] = self.find(b)


u = Union()
for i in range(100):
    u.join(i, i * i % 100)
print(len({u.find(i) for i in range(100)}))
