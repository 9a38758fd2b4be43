// What list and tuple share: comparison, searching, repetition counts, messages of operators.
#ifndef KRAIT_RUNTIME_COLLECTION_SEQUENCE_H_
#define KRAIT_RUNTIME_COLLECTION_SEQUENCE_H_

#include <cstdint>
#include <span>

#include "gc/value.h"
#include "runtime/object/operations.h"

namespace krait {

class Isolate;
struct Str;

// The items of a list or tuple, read anew each time: script code may change a list meanwhile.
class SequenceItems {
 public:
  explicit SequenceItems(Value sequence);
  int64_t size() const { return *size_; }
  Value operator[](int64_t i) const;

 private:
  Value sequence_;
  const int64_t* size_;
  bool is_list_;
};

// `a op b` for two lists or two tuples, by items.
Value CompareSequences(Isolate* iso, CompareOp op, Value a, Value b);

// The position of the first item equal to `item` in [start, stop); -1 when there is none.
bool FindItem(Isolate* iso, Value sequence, Value item, int64_t start, int64_t stop,
              int64_t* position);
bool CountItem(Isolate* iso, Value sequence, Value item, int64_t* count);

// The count of `sequence * count`. False without an exception: the operator is not ours to decide
// (return NotImplemented). Negative counts become 0.
bool RepeatCount(Isolate* iso, Value count, int64_t* result);
// Writes the items `count` times.
void RepeatItems(std::span<const Value> items, int64_t count, Value* to);

// For operators that CPython tries after the right operand's: `can only concatenate ...` unless the
// class of `other` has the reflected method, then NotImplemented.
Value RefuseConcat(Isolate* iso, const char* type_name, Value other);

// repr() of the items between the brackets; `open` is "[" or "(".
Str* ReprSequence(Isolate* iso, Value sequence, char open, char close);

// `T[item]` for a built-in generic class.
Value MakeGenericAlias(Isolate* iso, Value* args, size_t count);

}  // namespace krait

#endif  // KRAIT_RUNTIME_COLLECTION_SEQUENCE_H_
