#include "runtime/collection/slicing.h"

#include <cstdint>

#include "runtime/collection/slice.h"
#include "runtime/isolate.h"
#include "runtime/number/int.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"

namespace krait {

namespace {

// An index of any size, clipped to 64 bits.
bool ClippedIndex(Isolate* iso, Value v, const char* message, int64_t* result) {
  if (v.IsInt()) {
    *result = v.AsInt();
    return true;
  }
  if (!IsIntLike(v) && !LookupSpecial(iso, v, Special::kIndex)) {
    return RaiseTypeError(iso, message);
  }
  KRAIT_TRY(Value, index, Index(iso, v));
  if (!IntToInt64(index, result)) *result = IntSign(index) < 0 ? INT64_MIN : INT64_MAX;
  return true;
}

int64_t Clip(int64_t position, int64_t length, int64_t lowest, int64_t highest) {
  if (position < 0) {
    position += length;
    return position < lowest ? lowest : position;
  }
  return position > highest ? highest : position;
}

}  // namespace

bool SlicePosition(Isolate* iso, Value v, int64_t* result) {
  if (v.IsNone() || v.IsEmpty()) return true;
  return ClippedIndex(iso, v, "slice indices must be integers or None or have an __index__ method",
                      result);
}

bool SlicePositionNotNone(Isolate* iso, Value v, int64_t* result) {
  if (v.IsEmpty()) return true;
  return ClippedIndex(iso, v, "slice indices must be integers or have an __index__ method", result);
}

bool UnpackSlice(Isolate* iso, const Slice* slice, SliceBounds* bounds) {
  bounds->step = 1;
  if (!SlicePosition(iso, slice->step, &bounds->step)) return false;
  if (bounds->step == 0) return RaiseValueError(iso, "slice step cannot be zero");
  if (bounds->step < -INT64_MAX) bounds->step = -INT64_MAX;
  bounds->start = bounds->step < 0 ? INT64_MAX : 0;
  bounds->stop = bounds->step < 0 ? INT64_MIN : INT64_MAX;
  return SlicePosition(iso, slice->start, &bounds->start) &&
         SlicePosition(iso, slice->stop, &bounds->stop);
}

void SliceBounds::Adjust(int64_t length) {
  const int64_t lowest = step < 0 ? -1 : 0;
  const int64_t highest = step < 0 ? length - 1 : length;
  start = Clip(start, length, lowest, highest);
  stop = Clip(stop, length, lowest, highest);
  if (step < 0) {
    count = stop < start ? (start - stop - 1) / -step + 1 : 0;
  } else {
    count = start < stop ? (stop - start - 1) / step + 1 : 0;
  }
}

void ClipPositions(int64_t length, int64_t* start, int64_t* stop) {
  for (int64_t* position : {start, stop}) {
    if (*position < 0) {
      *position += length;
      if (*position < 0) *position = 0;
    }
  }
}

bool GivenIndex(Isolate* iso, Value key, int64_t* result) {
  if (key.IsInt()) {
    *result = key.AsInt();
    return true;
  }
  KRAIT_TRY(Value, index, Index(iso, key));
  if (IntToInt64(index, result)) return true;
  return RaiseF(iso, ExceptionId::kIndexError, "cannot fit '%.200s' into an index-sized integer",
                TypeName(iso, key));
}

bool WithinSequence(Isolate* iso, int64_t index, int64_t length, const char* message,
                    int64_t* result) {
  if (index < 0) index += length;
  if (index < 0 || index >= length) return RaiseIndexError(iso, message);
  *result = index;
  return true;
}

bool SequenceIndexSlow(Isolate* iso, Value key, int64_t length, const char* message,
                       int64_t* result) {
  int64_t i;
  return GivenIndex(iso, key, &i) && WithinSequence(iso, i, length, message, result);
}

}  // namespace krait
