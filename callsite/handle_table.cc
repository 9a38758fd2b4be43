#include "callsite/handle_table.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <string>
#include <unordered_set>

#include "callsite/handle_compiler.h"
#include "callsite/handle_resource.h"
#include "callsite/method_type.h"

namespace krait::callsite {

namespace {

uint64_t Mix(uint64_t h, uint64_t word) {
  h = (h ^ word) * 0x9E3779B97F4A7C15u;
  return h ^ h >> 32;
}

uint32_t HashLeaf(HandleKind kind, int32_t index, Value value, const NativeLeaf* native) {
  uint64_t h = Mix(static_cast<uint64_t>(kind) << 32 | static_cast<uint32_t>(index), value.bits());
  return static_cast<uint32_t>(Mix(h, reinterpret_cast<uint64_t>(native)));
}

uint32_t HashOf(const HandleTable::Node& node) {
  uint64_t h = HashLeaf(node.kind, node.index, node.value, node.native);
  if (node.type == nullptr) return static_cast<uint32_t>(h);
  h = Mix(h, reinterpret_cast<uint64_t>(node.type));
  h = Mix(h, reinterpret_cast<uint64_t>(node.resource));
  for (const MethodHandle* child : node.children) h = Mix(h, reinterpret_cast<uint64_t>(child));
  for (uint64_t word : node.words) h = Mix(h, word);
  return static_cast<uint32_t>(h);
}

bool Equal(const MethodHandle& h, const HandleTable::Node& node) {
  if (h.kind() != node.kind || h.index() != node.index || h.value() != node.value ||
      h.native() != node.native || h.resource() != node.resource ||
      static_cast<size_t>(h.child_count()) != node.children.size() ||
      static_cast<size_t>(h.word_count()) != node.words.size()) {
    return false;
  }
  for (int i = 0; i < h.child_count(); ++i) {
    if (h.child(i) != node.children[static_cast<size_t>(i)]) return false;
  }
  for (int i = 0; i < h.word_count(); ++i) {
    if (h.word(i) != node.words[static_cast<size_t>(i)]) return false;
  }
  return node.type == nullptr || h.type() == node.type;
}

}  // namespace

struct HandleTable::Extra {
  explicit Extra(HandleTable& table) : types(&table) {}

  TypeTable types;
  std::unordered_set<std::string> names;
};

HandleTable::HandleTable() = default;

void HandleTable::SetCompiler(HandleCompiler* compiler, uint32_t threshold) {
  if (compiler != compiler_) DropStubs();
  compiler_ = compiler;
  compile_threshold_ = threshold;
}

void HandleTable::DropStubs() {
  if (compiler_ == nullptr) return;
  for (size_t i = 0; buckets_ != nullptr && i <= bucket_mask_; ++i) {
    for (const MethodHandle* h = buckets_[i]; h != nullptr; h = h->next_) {
      if (h->stub_ == nullptr) continue;
      compiler_->HandleDied(*h);
      h->stub_ = nullptr;
    }
  }
}

HandleTable::~HandleTable() {
  DropStubs();
  // Sites that outlive the table, until the heap frees them, still own their handles.
  for (size_t i = 0; buckets_ != nullptr && i <= bucket_mask_; ++i) {
    for (const MethodHandle* h = buckets_[i]; h != nullptr; h = h->next_) {
      const_cast<MethodHandle*>(h)->table_ = nullptr;
    }
  }
}

HandleTable::Extra& HandleTable::extra() {
  if (extra_ == nullptr) extra_ = std::make_unique<Extra>(*this);
  return *extra_;
}

TypeTable& HandleTable::types() { return extra().types; }

const char* HandleTable::InternName(std::string_view name) {
  return extra().names.emplace(name).first->c_str();
}

void HandleTable::Grow() {
  const size_t count = buckets_ == nullptr ? 64 : (bucket_mask_ + 1) * 2;
  auto grown = std::make_unique<const MethodHandle*[]>(count);
  for (size_t i = 0; buckets_ != nullptr && i <= bucket_mask_; ++i) {
    while (const MethodHandle* h = buckets_[i]) {
      buckets_[i] = h->next_;
      h->next_ = grown[h->hash_ & (count - 1)];
      grown[h->hash_ & (count - 1)] = h;
    }
  }
  buckets_ = std::move(grown);
  bucket_mask_ = count - 1;
}

MethodHandle* HandleTable::Add(size_t bytes, uint32_t hash) {
  if (buckets_ == nullptr || size_ > bucket_mask_) Grow();
  auto* handle = new (::operator new(bytes)) MethodHandle;
  handle->hash_ = hash;
  handle->table_ = this;
  handle->next_ = buckets_[hash & bucket_mask_];
  buckets_[hash & bucket_mask_] = handle;
  ++size_;
  return handle;
}

void HandleTable::Remove(const MethodHandle* handle) {
  const MethodHandle** link = &buckets_[handle->hash_ & bucket_mask_];
  while (*link != handle) link = &const_cast<MethodHandle*>(*link)->next_;
  *link = handle->next_;
  --size_;
  if (handle->stub_ != nullptr && compiler_ != nullptr) compiler_->HandleDied(*handle);
}

const MethodHandle* HandleTable::FindLeaf(uint32_t hash, HandleKind kind, int32_t index,
                                          Value value, const NativeLeaf* native) const {
  if (buckets_ == nullptr) return nullptr;
  for (const MethodHandle* h = buckets_[hash & bucket_mask_]; h != nullptr; h = h->next_) {
    if (h->hash_ == hash && h->kind_ == kind && h->index_ == index && h->value_ == value &&
        h->native_ == native && h->type_ == nullptr) {
      return h;
    }
  }
  return nullptr;
}

HandleRef HandleTable::Leaf(HandleKind kind, int32_t index, Value value, const NativeLeaf* native) {
  const uint32_t hash = HashLeaf(kind, index, value, native);
  if (const MethodHandle* found = FindLeaf(hash, kind, index, value, native)) {
    return HandleRef(found);
  }
  MethodHandle* handle = Add(sizeof(MethodHandle), hash);
  handle->kind_ = kind;
  handle->index_ = index;
  handle->value_ = value;
  handle->native_ = native;
  handle->traced_ = value.IsHeap();
  return HandleRef(handle);
}

HandleRef HandleTable::Intern(const Node& node) {
  const uint32_t hash = HashOf(node);
  if (buckets_ != nullptr) {
    for (const MethodHandle* h = buckets_[hash & bucket_mask_]; h != nullptr; h = h->next_) {
      if (h->hash_ == hash && Equal(*h, node)) return HandleRef(h);
    }
  }
  const size_t tail = (node.children.size() + node.words.size()) * sizeof(uint64_t);
  MethodHandle* handle = Add(sizeof(MethodHandle) + tail, hash);
  handle->kind_ = node.kind;
  handle->index_ = node.index;
  handle->value_ = node.value;
  handle->native_ = node.native;
  handle->type_ = node.type;
  handle->resource_ = node.resource;
  handle->traced_ = node.value.IsHeap();
  handle->child_count_ = static_cast<uint16_t>(node.children.size());
  handle->word_count_ = static_cast<uint16_t>(node.words.size());
  if (node.resource != nullptr) node.resource->Retain();
  auto* children = const_cast<const MethodHandle**>(handle->children());
  for (const MethodHandle* child : node.children) {
    *children++ = child;
    if (child == nullptr) continue;
    ++child->references_;
    handle->traced_ |= child->traced_;
    handle->depth_ = std::max(handle->depth_, static_cast<uint16_t>(child->depth_ + 1));
  }
  if (!node.words.empty()) {
    std::memcpy(const_cast<uint64_t*>(handle->words()), node.words.data(),
                node.words.size() * sizeof(uint64_t));
  }
  return HandleRef(handle);
}

// The dying stand in a list, because a graph may be deep.
void HandleRef::Release(const MethodHandle* handle) {
  if (handle->table_ != nullptr) handle->table_->Remove(handle);
  handle->next_ = nullptr;
  const MethodHandle* dying = handle;
  while (dying != nullptr) {
    const MethodHandle* dead = dying;
    dying = dead->next_;
    for (int i = 0; i < dead->child_count(); ++i) {
      const MethodHandle* child = dead->child(i);
      if (child == nullptr || --child->references_ > 0) continue;
      if (child->table_ != nullptr) child->table_->Remove(child);
      child->next_ = dying;
      dying = child;
    }
    if (dead->resource_ != nullptr) dead->resource_->Drop();
    dead->~MethodHandle();
    ::operator delete(const_cast<MethodHandle*>(dead));
  }
}

}  // namespace krait::callsite
