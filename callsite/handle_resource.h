// What handles refer to beyond words and values: closures of the host, switch points, sites.
//
// Reference-counted across threads, because an invalidation may be queued by any thread.
#ifndef KRAIT_CALLSITE_HANDLE_RESOURCE_H_
#define KRAIT_CALLSITE_HANDLE_RESOURCE_H_

#include <atomic>
#include <cstdint>
#include <utility>

namespace krait::callsite {

class HandleResource {
 public:
  HandleResource(const HandleResource&) = delete;
  HandleResource& operator=(const HandleResource&) = delete;

  void Retain() const { references_.fetch_add(1, std::memory_order_relaxed); }
  void Drop() const {
    if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
  }

 protected:
  HandleResource() = default;
  virtual ~HandleResource() = default;

 private:
  mutable std::atomic<uint32_t> references_{0};
};

template <typename T>
class ResourceRef {
 public:
  ResourceRef() = default;
  explicit ResourceRef(T* resource) : resource_(resource) {
    if (resource_ != nullptr) resource_->Retain();
  }
  ResourceRef(const ResourceRef& other) : ResourceRef(other.resource_) {}
  ResourceRef(ResourceRef&& other) noexcept : resource_(std::exchange(other.resource_, nullptr)) {}
  ResourceRef& operator=(ResourceRef other) noexcept {
    std::swap(resource_, other.resource_);
    return *this;
  }
  ~ResourceRef() {
    if (resource_ != nullptr) resource_->Drop();
  }

  T* get() const { return resource_; }
  T* operator->() const { return resource_; }
  T& operator*() const { return *resource_; }
  explicit operator bool() const { return resource_ != nullptr; }
  friend bool operator==(const ResourceRef&, const ResourceRef&) = default;

 private:
  T* resource_ = nullptr;
};

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_HANDLE_RESOURCE_H_
