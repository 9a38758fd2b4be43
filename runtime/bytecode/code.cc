#include "runtime/bytecode/code.h"

#include <algorithm>

#include "gc/marker.h"
#include "runtime/bytecode/positions.h"
#include "runtime/collection/tuple.h"
#include "runtime/interpreter/code_sites.h"
#include "runtime/isolate.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/value_array.h"

namespace krait {

namespace {

size_t BytesOf(const Code::Body& body) {
  return sizeof(body) + body.words.capacity() * sizeof(Word) +
         body.descriptors.capacity() * sizeof(SiteDescriptor) +
         body.exceptions.capacity() * sizeof(ExceptionTableEntry) + body.positions.capacity();
}

}  // namespace

Code* NewCode(Isolate* iso, std::unique_ptr<Code::Body> body) {
  gc::Heap& heap = iso->heap();
  Code* code = heap.New<Code>(static_cast<ShapeId>(ObjectKind::kCode),
                              static_cast<uint8_t>(ObjectKind::kCode));
  body->accounted = BytesOf(*body);
  heap.AddDestructible(code);
  heap.AddWeakContainer(code);  // its sites
  code->body = body.release();
  code->class_cell_register = -1;
  heap.AccountExternal(gc::Category::kBytecode, static_cast<ptrdiff_t>(code->body->accounted));
  return code;
}

void DestroyCode(Code* code, Isolate* iso) {
  if (code->body == nullptr) return;
  iso->heap().AccountExternal(gc::Category::kBytecode,
                              -static_cast<ptrdiff_t>(code->body->accounted));
  delete code->body;
  code->body = nullptr;
}

void TraceCode(HeapObject* object, gc::Marker& marker) {
  const Code* code = static_cast<Code*>(object);
  marker.Visit(code->name);
  marker.Visit(code->qualname);
  marker.Visit(code->filename);
  marker.Visit(code->constants);
  marker.Visit(code->names);
  marker.Visit(code->varnames);
  marker.Visit(code->cellvars);
  marker.Visit(code->freevars);
  if (code->body == nullptr) return;
  marker.Visit(reinterpret_cast<HeapObject*>(code->body->globals));
  if (code->body->sites != nullptr) code->body->sites->Trace(marker);
  if (code->HasFlag(Code::kForeignNames)) {
    for (const SiteDescriptor& descriptor : code->body->descriptors) marker.Visit(descriptor.name);
  }
}

CodePosition PositionAt(const Code* code, uint32_t offset) {
  CodePosition found = {static_cast<int32_t>(code->first_line),
                        static_cast<int32_t>(code->first_line), -1, -1};
  PositionReader reader(code->body->positions);
  while (reader.Next() && reader.offset() <= offset) found = reader.position();
  return found;
}

const ExceptionTableEntry* FindHandler(const Code* code, uint32_t offset) {
  const std::vector<ExceptionTableEntry>& entries = code->body->exceptions;
  auto after = std::upper_bound(
      entries.begin(), entries.end(), offset,
      [](uint32_t at, const ExceptionTableEntry& entry) { return at < entry.start; });
  if (after == entries.begin()) return nullptr;
  const ExceptionTableEntry& entry = *(after - 1);
  return offset < entry.end ? &entry : nullptr;
}

}  // namespace krait
