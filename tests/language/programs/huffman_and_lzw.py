"""Two compressors with round trips."""
import heapq
from collections import Counter

text = "she sells sea shells by the sea shore " * 6


def huffman(s):
    heap = [(n, i, c) for i, (c, n) in enumerate(sorted(Counter(s).items()))]
    heapq.heapify(heap)
    k = len(heap)
    while len(heap) > 1:
        a, b = heapq.heappop(heap), heapq.heappop(heap)
        heapq.heappush(heap, (a[0] + b[0], k, (a, b)))
        k += 1
    codes = {}

    def walk(n, p):
        if isinstance(n[2], tuple):
            walk(n[2][0], p + "0")
            walk(n[2][1], p + "1")
        else:
            codes[n[2]] = p or "0"

    walk(heap[0], "")
    return codes


codes = huffman(text)
bits = "".join(codes[c] for c in text)
print(sorted(codes.items()), len(bits), len(text) * 8)
back, out, cur = {v: k for k, v in codes.items()}, [], ""
for b in bits:
    cur += b
    if cur in back:
        out.append(back[cur])
        cur = ""
print("".join(out) == text)


def lzw(data):
    d, w, out = {bytes([i]): i for i in range(256)}, b"", []
    for x in data:
        c = bytes([x])
        if w + c in d:
            w += c
        else:
            out.append(d[w])
            d[w + c] = len(d)
            w = c
    return out + ([d[w]] if w else [])


def unlzw(codes):
    d = {i: bytes([i]) for i in range(256)}
    w = d[codes[0]]
    out = [w]
    for k in codes[1:]:
        e = d[k] if k in d else w + w[:1]
        out.append(e)
        d[len(d)] = w + e[:1]
        w = e
    return b"".join(out)


z = lzw(text.encode())
print(len(z), z[:12], unlzw(z).decode() == text, unlzw(lzw(b"aaaaaaa")))
packed = int("1" + bits, 2)
print(
    packed.bit_length(),
    hex(packed)[:20],
    bin(packed)[3:] == bits,
    len(packed.to_bytes((packed.bit_length() + 7) // 8, "big")),
)
crc = 0xFFFFFFFF
for x in text.encode():
    crc ^= x
    for _ in range(8):
        crc = crc >> 1 ^ (0xEDB88320 if crc & 1 else 0)
print(hex(crc ^ 0xFFFFFFFF))
