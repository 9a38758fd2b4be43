// memoryview.cast(): the same bytes as items of another format or in another shape.
#ifndef KRAIT_RUNTIME_TEXT_MEMORYVIEW_CAST_H_
#define KRAIT_RUNTIME_TEXT_MEMORYVIEW_CAST_H_

#include "gc/value.h"
#include "runtime/text/memoryview.h"

namespace krait {

class Isolate;

// `shape` is Empty, a list or a tuple. Null with the exception pending.
MemoryView* CastMemoryView(Isolate* iso, const MemoryView* m, Value format, Value shape);
bool IsFortranContiguous(const BufferView& view);

}  // namespace krait

#endif  // KRAIT_RUNTIME_TEXT_MEMORYVIEW_CAST_H_
