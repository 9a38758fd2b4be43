// Method handles: what a linked call site does, as immutable data.
//
// A handle is a node of a graph: a kind, the operands of its kind, and the handles it is built from.
// Handles are hash-consed in a HandleTable, so equal graphs are one object and identity is equality;
// they are reference-counted and know no code of their own. The interpreter evaluates them, quickens
// the commonest leaf kinds, and the compiler inlines them.
//
//   V(Kind, "name", operands)    operands: what `word`, `index` and `target` mean
#ifndef KRAIT_CALLSITE_METHOD_HANDLE_H_
#define KRAIT_CALLSITE_METHOD_HANDLE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>

#include "gc/header.h"
#include "gc/value.h"

#define KRAIT_HANDLE_KINDS(V)                                                                    \
  V(Constant, "constant")      /* value: the result */                                           \
  V(GetSlot, "get-slot")       /* index: see SlotIndex */                                        \
  V(SetSlot, "set-slot")       /* index: see SlotIndex */                                        \
  V(AddSlot, "add-slot")       /* index: SlotIndex; value: the shape after the transition */     \
  V(GetProperty, "get-property") /* value: function called with the receiver */                  \
  V(GetCell, "get-cell")       /* value: the property cell whose value is loaded */              \
  V(SetCell, "set-cell")       /* value: the property cell stored to */                          \
  V(Script, "script")          /* value: the callee's code */                                    \
  V(Construct, "construct")    /* value: class; a fresh instance, then its initialiser */        \
  V(CallNative, "call-native") /* value: a native function that takes its arguments as they are */ \
  V(Native, "native")          /* native: the C++ leaf */

namespace krait::gc {
class Marker;
}

namespace krait::callsite {

// Where a slot of a receiver is: n >= 0 is the n-th word behind its header; ~n is the n-th slot of its
// overflow array.
using SlotIndex = int32_t;

enum class HandleKind : uint8_t {
#define KRAIT_HANDLE(Kind, name) k##Kind,
  KRAIT_HANDLE_KINDS(KRAIT_HANDLE)
#undef KRAIT_HANDLE
};

const char* HandleKindName(HandleKind kind);

// A C++ leaf: one per function that can be linked, declared in tables as static data. `entry` is cast
// by whoever links it to the signature that its site's operation has.
struct NativeLeaf {
  const char* name;  // "int + int"
  void (*entry)();
};

class HandleTable;

class MethodHandle {
 public:
  HandleKind kind() const { return kind_; }
  int32_t index() const { return index_; }
  Value value() const { return value_; }
  const NativeLeaf* native() const { return native_; }

  // "get-slot 3", "native int + int".
  std::string ToString() const;
  void Trace(gc::Marker& marker) const;

 private:
  friend class HandleTable;
  friend class HandleRef;

  HandleKind kind_;
  int32_t index_ = 0;
  mutable uint32_t references_ = 0;
  Value value_;
  const NativeLeaf* native_ = nullptr;
  HandleTable* table_ = nullptr;
};

// Shared ownership of a handle.
class HandleRef {
 public:
  HandleRef() = default;
  explicit HandleRef(const MethodHandle* handle) : handle_(handle) {
    if (handle_ != nullptr) ++handle_->references_;
  }
  HandleRef(const HandleRef& other) : HandleRef(other.handle_) {}
  HandleRef(HandleRef&& other) noexcept : handle_(other.handle_) { other.handle_ = nullptr; }
  HandleRef& operator=(HandleRef other) noexcept {
    const MethodHandle* mine = handle_;
    handle_ = other.handle_;
    other.handle_ = mine;
    return *this;
  }
  ~HandleRef() {
    if (handle_ != nullptr && --handle_->references_ == 0) Release(handle_);
  }

  const MethodHandle* get() const { return handle_; }
  const MethodHandle* operator->() const { return handle_; }
  explicit operator bool() const { return handle_ != nullptr; }

 private:
  static void Release(const MethodHandle* handle);

  const MethodHandle* handle_ = nullptr;
};

// The handles of one isolate. Not a root: whoever keeps a handle traces it.
class HandleTable {
 public:
  HandleTable() = default;
  ~HandleTable();
  HandleTable(const HandleTable&) = delete;
  HandleTable& operator=(const HandleTable&) = delete;

  HandleRef Constant(Value value) { return Intern(HandleKind::kConstant, 0, value, nullptr); }
  HandleRef GetSlot(SlotIndex index) { return Intern(HandleKind::kGetSlot, index, Value(), nullptr); }
  HandleRef SetSlot(SlotIndex index) { return Intern(HandleKind::kSetSlot, index, Value(), nullptr); }
  HandleRef AddSlot(SlotIndex index, HeapObject* shape) {
    return Intern(HandleKind::kAddSlot, index, Value::Object(shape), nullptr);
  }
  HandleRef GetCell(HeapObject* cell) {
    return Intern(HandleKind::kGetCell, 0, Value::Object(cell), nullptr);
  }
  HandleRef SetCell(HeapObject* cell) {
    return Intern(HandleKind::kSetCell, 0, Value::Object(cell), nullptr);
  }
  HandleRef GetProperty(HeapObject* function) {
    return Intern(HandleKind::kGetProperty, 0, Value::Object(function), nullptr);
  }
  HandleRef Script(HeapObject* code) {
    return Intern(HandleKind::kScript, 0, Value::Object(code), nullptr);
  }
  HandleRef Construct(HeapObject* type) {
    return Intern(HandleKind::kConstruct, 0, Value::Object(type), nullptr);
  }
  HandleRef CallNative(HeapObject* function) {
    return Intern(HandleKind::kCallNative, 0, Value::Object(function), nullptr);
  }
  HandleRef Native(const NativeLeaf* leaf) {
    return Intern(HandleKind::kNative, 0, Value(), leaf);
  }

  size_t size() const { return handles_.size(); }

 private:
  friend class HandleRef;
  HandleRef Intern(HandleKind kind, int index, Value value, const NativeLeaf* native);

  std::unordered_multimap<size_t, MethodHandle*> handles_;
};

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_METHOD_HANDLE_H_
