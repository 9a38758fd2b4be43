#include "callsite/method_handle.h"

#include "gc/marker.h"

namespace krait::callsite {

namespace {

size_t HashOf(HandleKind kind, int index, Value value, const NativeLeaf* native) {
  size_t h = static_cast<size_t>(kind) * 0x9E3779B97F4A7C15u;
  h = (h ^ static_cast<size_t>(index)) * 0xBF58476D1CE4E5B9u;
  h = (h ^ value.bits() ^ h >> 29) * 0x94D049BB133111EBu;
  return h ^ (reinterpret_cast<size_t>(native) >> 3) ^ h >> 32;
}

}  // namespace

const char* HandleKindName(HandleKind kind) {
  static constexpr const char* kNames[] = {
#define KRAIT_HANDLE(Kind, name) name,
      KRAIT_HANDLE_KINDS(KRAIT_HANDLE)
#undef KRAIT_HANDLE
  };
  return kNames[static_cast<int>(kind)];
}

std::string MethodHandle::ToString() const {
  std::string text = HandleKindName(kind_);
  switch (kind_) {
    case HandleKind::kGetSlot:
    case HandleKind::kSetSlot:
    case HandleKind::kAddSlot:
      return text + " " + std::to_string(index_);
    case HandleKind::kNative:
      return text + " " + native_->name;
    default:
      return text;
  }
}

void MethodHandle::Trace(gc::Marker& marker) const { marker.Visit(value_); }

void HandleRef::Release(const MethodHandle* handle) {
  if (handle->table_ == nullptr) {
    delete handle;
    return;
  }
  auto& handles = handle->table_->handles_;
  auto [first, last] =
      handles.equal_range(HashOf(handle->kind_, handle->index_, handle->value_, handle->native_));
  for (auto it = first; it != last; ++it) {
    if (it->second == handle) {
      handles.erase(it);
      break;
    }
  }
  delete handle;
}

HandleTable::~HandleTable() {
  // Sites that outlive the table, until the heap frees them, still own their handles.
  for (auto& [hash, handle] : handles_) handle->table_ = nullptr;
}

HandleRef HandleTable::Intern(HandleKind kind, int index, Value value, const NativeLeaf* native) {
  const size_t hash = HashOf(kind, index, value, native);
  auto [first, last] = handles_.equal_range(hash);
  for (auto it = first; it != last; ++it) {
    const MethodHandle* h = it->second;
    if (h->kind_ == kind && h->index_ == index && h->value_ == value && h->native_ == native) {
      return HandleRef(h);
    }
  }
  auto* handle = new MethodHandle;
  handle->kind_ = kind;
  handle->index_ = index;
  handle->value_ = value;
  handle->native_ = native;
  handle->table_ = this;
  handles_.emplace(hash, handle);
  return HandleRef(handle);
}

}  // namespace krait::callsite
