// Method handles: what a linked call site does, as immutable data.
//
// A handle is a node of a graph: a kind, the operands of its kind (handle_kinds.h), and the handles
// it is built from. Handles are hash-consed in a HandleTable, so equal graphs are one object and
// identity is equality; they are reference-counted and know no code of their own. The evaluator
// runs them, the interpreter quickens the commonest leaf kinds, and a compiler inlines them.
//
//   MethodHandle { kind .. type | child 0 .. child n-1 | word 0 .. word m-1 }    one allocation
#ifndef KRAIT_CALLSITE_METHOD_HANDLE_H_
#define KRAIT_CALLSITE_METHOD_HANDLE_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "callsite/handle_kinds.h"
#include "gc/header.h"
#include "gc/value.h"

namespace krait::gc {
class Marker;
}

namespace krait::callsite {

class HandleResource;
class HandleTable;
class InvocationContext;
class MethodType;
struct CompiledStub;

// Where a slot of a receiver is: n >= 0 is the n-th word behind its header; ~n is the n-th slot of
// its overflow array.
using SlotIndex = int32_t;

// A C++ leaf of the runtime: one per function that can be linked, declared in tables as static
// data. `entry` is cast by whoever links it to the signature that its site's operation has.
struct NativeLeaf {
  const char* name;  // "int + int"
  void (*entry)();
};

class MethodHandle {
 public:
  // Graphs are never deeper, so that walking one needs no more stack than a bounded amount.
  static constexpr int kMaxDepth = 1000;

  HandleKind kind() const { return kind_; }
  int32_t index() const { return index_; }
  Value value() const { return value_; }
  const NativeLeaf* native() const { return native_; }
  HandleResource* resource() const { return resource_; }
  int child_count() const { return child_count_; }
  // Null where the kind allows a child to be missing.
  const MethodHandle* child(int i) const { return children()[i]; }
  int word_count() const { return word_count_; }
  uint64_t word(int i) const { return words()[i]; }
  // Null: a leaf that only the operation of its own site understands.
  const MethodType* type() const { return type_ != nullptr ? type_ : RuntimeLeafType(); }
  int depth() const { return depth_; }
  HandleTable& table() const { return *table_; }

  // "get-slot 3", "native int + int"; a graph is an indented tree, a node a line.
  std::string ToString() const;
  void Trace(gc::Marker& marker) const;

  // The handle as a C++ callable: see typed_invocation.h.
  template <typename Signature>
  auto As() const;

  // What the compiler made of the graph that starts here, or null. See handle_compiler.h.
  const CompiledStub* stub() const { return stub_; }
  void SetStub(const CompiledStub* stub) const {
    stub_ = stub;
    invocations_ = 0;
  }
  uint32_t invocations() const { return invocations_; }
  // Counts an invocation from outside of any graph; returns the new count.
  uint32_t CountInvocation() const { return ++invocations_; }

 private:
  friend class HandleTable;
  friend class HandleRef;

  MethodHandle() = default;
  ~MethodHandle() = default;

  const MethodHandle* const* children() const {
    return reinterpret_cast<const MethodHandle* const*>(this + 1);
  }
  const uint64_t* words() const {
    return reinterpret_cast<const uint64_t*>(children() + child_count_);
  }
  const MethodType* RuntimeLeafType() const;

  HandleKind kind_;
  bool traced_ = false;  // a heap object stands in this node or below
  uint16_t child_count_ = 0;
  uint16_t word_count_ = 0;
  uint16_t depth_ = 1;
  int32_t index_ = 0;
  mutable uint32_t references_ = 0;
  mutable uint32_t invocations_ = 0;
  uint32_t hash_ = 0;
  Value value_;
  const NativeLeaf* native_ = nullptr;
  HandleResource* resource_ = nullptr;
  const MethodType* type_ = nullptr;
  HandleTable* table_ = nullptr;                // null: the table is gone
  mutable const MethodHandle* next_ = nullptr;  // in the table's bucket, or among the dying
  mutable const CompiledStub* stub_ = nullptr;
};

// Shared ownership of a handle. A handle's isolate belongs to one thread at a time.
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

  // Gives up ownership, and takes it back.
  const MethodHandle* Leak() {
    const MethodHandle* handle = handle_;
    handle_ = nullptr;
    return handle;
  }
  static HandleRef Adopt(const MethodHandle* owned) {
    HandleRef ref;
    ref.handle_ = owned;
    return ref;
  }

  const MethodHandle* get() const { return handle_; }
  const MethodHandle* operator->() const { return handle_; }
  const MethodHandle& operator*() const { return *handle_; }
  explicit operator bool() const { return handle_ != nullptr; }
  friend bool operator==(const HandleRef& a, const HandleRef& b) = default;

 private:
  static void Release(const MethodHandle* handle);

  const MethodHandle* handle_ = nullptr;
};

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_METHOD_HANDLE_H_
