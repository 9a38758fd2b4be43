// The handles of one isolate, hash-consed: building a node that exists gives the one that exists.
//
// The factory functions here make leaves; combinators/*.h makes everything that has children, and
// checks types. Not a root: whoever keeps a handle traces it. Handles that outlive the table stay
// readable enough to be destroyed, no more.
#ifndef KRAIT_CALLSITE_HANDLE_TABLE_H_
#define KRAIT_CALLSITE_HANDLE_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "callsite/method_handle.h"
#include "gc/value.h"

namespace krait::callsite {

class HandleCompiler;
class TypeTable;
enum class Representation : uint8_t;

class HandleTable {
 public:
  HandleTable();
  ~HandleTable();
  HandleTable(const HandleTable&) = delete;
  HandleTable& operator=(const HandleTable&) = delete;

  // --- leaves of a runtime's own sites ---
  HandleRef Constant(Value value, int32_t index = 0) {
    return Leaf(HandleKind::kConstant, index, value);
  }
  HandleRef GetSlot(SlotIndex index) { return Leaf(HandleKind::kGetSlot, index, Value()); }
  HandleRef SetSlot(SlotIndex index) { return Leaf(HandleKind::kSetSlot, index, Value()); }
  HandleRef AddSlot(SlotIndex index, HeapObject* shape) {
    return Leaf(HandleKind::kAddSlot, index, Value::Object(shape));
  }
  HandleRef GetCell(HeapObject* cell) { return Leaf(HandleKind::kGetCell, 0, Value::Object(cell)); }
  HandleRef SetCell(HeapObject* cell) { return Leaf(HandleKind::kSetCell, 0, Value::Object(cell)); }
  HandleRef GetProperty(HeapObject* function) {
    return Leaf(HandleKind::kGetProperty, 0, Value::Object(function));
  }
  HandleRef Special(HeapObject* function, int32_t index) {
    return Leaf(HandleKind::kSpecial, index, Value::Object(function));
  }
  HandleRef Script(HeapObject* code) { return Leaf(HandleKind::kScript, 0, Value::Object(code)); }
  HandleRef Construct(HeapObject* type, int32_t index = 0) {
    return Leaf(HandleKind::kConstruct, index, Value::Object(type));
  }
  HandleRef CallNative(HeapObject* function, int32_t index = 0) {
    return Leaf(HandleKind::kCallNative, index, Value::Object(function));
  }
  HandleRef Native(const NativeLeaf* leaf) { return Leaf(HandleKind::kNative, 0, Value(), leaf); }

  // --- any node ---
  // The caller has checked that the types fit. Children may be null where the kind allows it.
  struct Node {
    HandleKind kind;
    const MethodType* type = nullptr;
    int32_t index = 0;
    Value value = Value();
    const NativeLeaf* native = nullptr;
    HandleResource* resource = nullptr;
    std::span<const MethodHandle* const> children = {};
    std::span<const uint64_t> words = {};
  };
  HandleRef Intern(const Node& node);

  TypeTable& types();
  // One copy of a name, for as long as the table lives.
  const char* InternName(std::string_view name);

  // Handles that are invoked `threshold` times are offered to the compiler. It must outlive the
  // table or be taken back with null.
  void SetCompiler(HandleCompiler* compiler, uint32_t threshold = 1000);
  HandleCompiler* compiler() const { return compiler_; }
  uint32_t compile_threshold() const { return compile_threshold_; }

  // What invocations run in that name no context; null: none was made.
  void SetContext(InvocationContext* context) { context_ = context; }
  InvocationContext* context() const { return context_; }

  size_t size() const { return size_; }

 private:
  friend class HandleRef;
  friend class MethodHandle;
  struct Extra;

  HandleRef Leaf(HandleKind kind, int32_t index, Value value, const NativeLeaf* native = nullptr);
  const MethodHandle* FindLeaf(uint32_t hash, HandleKind kind, int32_t index, Value value,
                               const NativeLeaf* native) const;
  MethodHandle* Add(size_t bytes, uint32_t hash);
  void Remove(const MethodHandle* handle);
  // Takes the stubs of all handles back from the compiler.
  void DropStubs();
  void Grow();
  Extra& extra();

  std::unique_ptr<const MethodHandle*[]> buckets_;
  size_t bucket_mask_ = 0;
  size_t size_ = 0;
  HandleCompiler* compiler_ = nullptr;
  uint32_t compile_threshold_ = 0;
  InvocationContext* context_ = nullptr;
  std::unique_ptr<Extra> extra_;  // types and names, made when first asked for
};

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_HANDLE_TABLE_H_
