// A constant that is computed when it is first asked for, and is one from then on: an import, a
// compiled pattern, a table.
//
//   auto answer = LazyConstant::New(compute);            ()int64
//   HandleRef six_by_seven = (*answer)->handle();        ()int64; compiled code folds the result
//
// Of computations that run inside of each other, the first that ends is kept. A failure is not
// kept: the next invocation computes again.
#ifndef KRAIT_CALLSITE_LAZY_CONSTANT_H_
#define KRAIT_CALLSITE_LAZY_CONSTANT_H_

#include <cstdint>
#include <memory>

#include "absl/status/statusor.h"
#include "callsite/method_handle.h"
#include "callsite/site.h"

namespace krait::callsite {

class LazyConstant {
 public:
  // `compute` is ()T. It must not destroy the constant.
  static absl::StatusOr<std::unique_ptr<LazyConstant>> New(const HandleRef& compute);

  // ()T. Fails once the constant is gone.
  HandleRef handle() { return site_.DynamicInvoker(); }
  bool known() const { return known_; }
  void Trace(gc::Marker& marker) const { site_.Trace(marker); }

 private:
  explicit LazyConstant(const HandleRef& compute) : site_(compute) {}

  // (T)T: keeps the word, or gives the one that is kept.
  template <typename T>
  HandleRef Settler();
  absl::StatusOr<HandleRef> SettlerFor(Representation representation);

  MutableSite site_;
  uint64_t word_ = 0;
  bool known_ = false;
};

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_LAZY_CONSTANT_H_
