// Source positions of bytecode, encoded compactly.
//
// A stream of entries, each holding from its word offset up to the next entry's: the distance to
// the entry before in words, and the four numbers of a CodePosition as small differences (variable-
// length integers of 7 bits a byte, signed ones zigzag). Reading is linear from the start:
// positions are asked for by tracebacks, not by running code.
#ifndef KRAIT_RUNTIME_BYTECODE_POSITIONS_H_
#define KRAIT_RUNTIME_BYTECODE_POSITIONS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "runtime/bytecode/code.h"

namespace krait {

class PositionWriter {
 public:
  // Offsets must not decrease. A position that equals the one before costs nothing.
  void Add(uint32_t offset, const CodePosition& position);
  const std::vector<uint8_t>& bytes() const { return bytes_; }
  void Clear();

 private:
  std::vector<uint8_t> bytes_;
  uint32_t offset_ = 0;
  CodePosition last_ = {0, 0, -1, -1};
};

class PositionReader {
 public:
  explicit PositionReader(const std::vector<uint8_t>& bytes)
      : next_(bytes.data()), end_(bytes.data() + bytes.size()) {}
  // Moves to the next entry; false at the end.
  bool Next();
  uint32_t offset() const { return offset_; }
  const CodePosition& position() const { return position_; }

 private:
  uint32_t ReadUnsigned();
  int32_t ReadSigned();

  const uint8_t* next_;
  const uint8_t* end_;
  uint32_t offset_ = 0;
  CodePosition position_ = {0, 0, -1, -1};
};

}  // namespace krait

#endif  // KRAIT_RUNTIME_BYTECODE_POSITIONS_H_
