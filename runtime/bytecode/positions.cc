#include "runtime/bytecode/positions.h"

namespace krait {

namespace {

void PutUnsigned(std::vector<uint8_t>& out, uint32_t value) {
  while (value >= 0x80) {
    out.push_back(static_cast<uint8_t>(value | 0x80));
    value >>= 7;
  }
  out.push_back(static_cast<uint8_t>(value));
}

void PutSigned(std::vector<uint8_t>& out, int32_t value) {
  PutUnsigned(out, static_cast<uint32_t>(value) << 1 ^ static_cast<uint32_t>(value >> 31));
}

}  // namespace

void PositionWriter::Add(uint32_t offset, const CodePosition& position) {
  PutUnsigned(bytes_, offset - offset_);
  PutSigned(bytes_, position.line - last_.line);
  PutSigned(bytes_, position.end_line - position.line);
  PutSigned(bytes_, position.column - last_.column);
  PutSigned(bytes_, position.end_column - position.column);
  offset_ = offset;
  last_ = position;
}

void PositionWriter::Clear() {
  bytes_.clear();
  offset_ = 0;
  last_ = {0, 0, -1, -1};
}

uint32_t PositionReader::ReadUnsigned() {
  uint32_t value = 0;
  for (int shift = 0;; shift += 7) {
    const uint8_t byte = *next_++;
    value |= static_cast<uint32_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return value;
  }
}

int32_t PositionReader::ReadSigned() {
  const uint32_t value = ReadUnsigned();
  return static_cast<int32_t>(value >> 1) ^ -static_cast<int32_t>(value & 1);
}

bool PositionReader::Next() {
  if (next_ == end_) return false;
  offset_ += ReadUnsigned();
  position_.line += ReadSigned();
  position_.end_line = position_.line + ReadSigned();
  position_.column += ReadSigned();
  position_.end_column = position_.column + ReadSigned();
  return true;
}

}  // namespace krait
