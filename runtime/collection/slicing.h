// From subscripts to positions: for every sequence type, here and elsewhere.
//
//   SliceBounds bounds;
//   if (!UnpackSlice(iso, slice, &bounds)) return Failure{};   // runs __index__, clips to 64 bits
//   bounds.Adjust(sequence->size);                              // read the size only now
//   for (int64_t k = 0, i = bounds.start; k < bounds.count; ++k, i += bounds.step) ...
#ifndef KRAIT_RUNTIME_COLLECTION_SLICING_H_
#define KRAIT_RUNTIME_COLLECTION_SLICING_H_

#include <cstdint>

#include "gc/value.h"

namespace krait {

class Isolate;
struct Slice;

struct SliceBounds {
  int64_t start;
  int64_t stop;
  int64_t step;   // never 0, never INT64_MIN
  int64_t count;  // items selected; set by Adjust

  // Clips to a sequence of `length` items, resolving negative positions.
  void Adjust(int64_t length);
};

// ValueError "slice step cannot be zero"; TypeError for parts without __index__.
bool UnpackSlice(Isolate* iso, const Slice* slice, SliceBounds* bounds);

// A slice position as `slice.start` and the arguments of index() take it: None keeps *result, an
// object with __index__ is clipped to 64 bits.
bool SlicePosition(Isolate* iso, Value v, int64_t* result);
// The same where None is refused: "slice indices must be integers or have an __index__ method".
bool SlicePositionNotNone(Isolate* iso, Value v, int64_t* result);
// Clips start and stop (negative: from the end) as list.index(x, start, stop) does.
void ClipPositions(int64_t length, int64_t* start, int64_t* stop);

// An index as it was given; one that is too large for any sequence is an IndexError, "cannot fit
// 'X' into an index-sized integer".
bool GivenIndex(Isolate* iso, Value key, int64_t* result);
// Where in a sequence of `length` items the index points: a negative one counts from the end.
// IndexError with `message` when out of range.
bool WithinSequence(Isolate* iso, int64_t index, int64_t length, const char* message,
                    int64_t* result);
// Both at once.
bool SequenceIndexSlow(Isolate* iso, Value key, int64_t length, const char* message,
                       int64_t* result);
inline bool SequenceIndex(Isolate* iso, Value key, int64_t length, const char* message,
                          int64_t* result) {
  if (key.IsInt() && static_cast<uint64_t>(key.AsInt()) < static_cast<uint64_t>(length))
      [[likely]] {
    *result = key.AsInt();
    return true;
  }
  return SequenceIndexSlow(iso, key, length, message, result);
}

}  // namespace krait

#endif  // KRAIT_RUNTIME_COLLECTION_SLICING_H_
