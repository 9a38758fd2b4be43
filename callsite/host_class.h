// C++ classes as a script has them: declared once, linked by the shape of their instances.
//
//   HostClass<Point> point(table, "Point", {.shape = kPoint, .unwrap = PointOf, .wrap = NewPoint});
//   point.Constructor<double, double>()
//       .Method("norm", &Point::Norm)
//       .Method("scale", &Point::Scale)                   a second one of that name: an overload
//       .Method("sum", [](Point* p) { return p->x + p->y; })
//       .Field("x", &Point::x)                            a const field can only be got
//       .Property("length", &Point::Length, &Point::SetLength)         likewise without a setter
//       .Element(&Point::At, &Point::SetAt)
//       .Call(&Point::operator());
//   auto linker = std::make_unique<HostClassLinker>();
//   absl::Status added = linker->Add(point);              the first error of the declarations
//
//   operation   of the name       links
//   new         of the class      (A...)value             a constructor
//   get, set    of a property     (instance[, T])         field or property
//   get, set    none              (instance, I[, T])      an element
//   call        of a method       (instance, A...)        the overload that the arguments mean
//   call        none              (instance, A...)        the instance itself
//
// Arguments are chosen among and converted as overloads.h says; links are guarded by the shapes of
// those that are values. Another operation, another class, another shape: not the linker's own.
// What a class does not have is an error that says so.
#ifndef KRAIT_CALLSITE_HOST_CLASS_H_
#define KRAIT_CALLSITE_HOST_CLASS_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "callsite/combinators/conversions.h"
#include "callsite/guarded_invocation.h"
#include "callsite/host_function.h"
#include "callsite/linker.h"
#include "callsite/overloads.h"

namespace krait::callsite {

// How instances of C stand in values.
template <typename C>
struct HostInstances {
  ShapeId shape;
  // Of a value of that shape; null when the object is gone, which is an error of whoever uses it.
  std::function<C*(Value)> unwrap;
  // A value of that shape; needed by constructors only.
  std::function<absl::StatusOr<Value>(std::unique_ptr<C>)> wrap = nullptr;
};

enum class HostOperation : uint8_t { kNew, kGet, kSet, kCall };

// What a class is declared to have, whatever C is.
class HostMembers {
 public:
  const std::string& name() const { return name_; }
  ShapeId shape() const { return shape_; }
  // The first declaration that was refused.
  const absl::Status& status() const { return status_; }

  // Links the operation on this class's own `name`, or says why it cannot.
  absl::StatusOr<GuardedInvocation> Link(HostOperation operation, const LinkRequest& request,
                                         LinkerServices& services) const;

 protected:
  HostMembers(HandleTable& table, std::string_view name, ShapeId shape)
      : table_(table), name_(name), shape_(shape) {}

  // `handle` takes a pointer to the instance first (but constructors).
  void Declare(HostOperation operation, std::string_view name, const HandleRef& handle);
  // What `base` has and this has not, given what `upcast` makes of the pointer.
  void Inherit(const HostMembers& base, const HandleRef& upcast);
  void Refused(absl::Status status) {
    if (status_.ok()) status_ = std::move(status);
  }

  HandleTable& table_;
  HandleRef unwrap_;  // (value)pointer

 private:
  struct Member {
    std::vector<HandleRef> of_pointers;
    OverloadSet of_values;
    bool inherited = false;
  };
  using Key = std::pair<std::string, HostOperation>;

  // Does the member stand in the way of what `operation` does with `name`?
  static bool Clashes(const Key& key, HostOperation operation, std::string_view name);
  const Member* Find(HostOperation operation, std::string_view name) const;
  void Add(Member& member, std::string_view name, const HandleRef& handle, HandleRef of_value);
  std::string Explain(HostOperation operation, const std::string& name) const;

  std::string name_;
  ShapeId shape_;
  absl::Status status_;
  std::map<Key, Member> members_;
};

template <typename C>
class HostClass final : public HostMembers {
 public:
  HostClass(HandleTable& table, std::string_view name, HostInstances<C> instances)
      : HostMembers(table, name, instances.shape), wrap_(std::move(instances.wrap)) {
    unwrap_ =
        Function(table, "unwrap",
                 [unwrap = std::move(instances.unwrap),
                  gone = absl::FailedPreconditionError(std::string(name) + ": the object is gone")](
                     Value instance) -> absl::StatusOr<C*> {
                   C* object = unwrap(instance);
                   if (object == nullptr) return gone;
                   return object;
                 });
  }

  template <typename... A>
  HostClass& Constructor() {
    if (wrap_ == nullptr) {
      Refused(absl::FailedPreconditionError(name() + ": a constructor needs `wrap`"));
      return *this;
    }
    Declare(HostOperation::kNew, "",
            Function(table_, name(), [wrap = wrap_](A... arguments) -> absl::StatusOr<Value> {
              return wrap(std::make_unique<C>(std::forward<A>(arguments)...));
            }));
    return *this;
  }
  // A member function, or a callable that takes a pointer to the instance first; so below.
  template <typename F>
  HostClass& Method(std::string_view name, F f) {
    return With(HostOperation::kCall, name, f);
  }
  template <typename B, typename T>
  HostClass& Field(std::string_view name, T B::*member) {
    using Stored = std::remove_const_t<T>;
    const size_t offset = internal::OffsetOf(static_cast<T C::*>(member));
    constexpr FieldType kType = internal::FieldTypeOf<Stored>::kType;
    Declare(HostOperation::kGet, name, FieldGetterAt(table_, offset, kType));
    if constexpr (!std::is_const_v<T>) {
      Declare(HostOperation::kSet, name, FieldSetterAt(table_, offset, kType));
    }
    return *this;
  }
  template <typename G>
  HostClass& Property(std::string_view name, G getter) {
    return With(HostOperation::kGet, name, getter);
  }
  template <typename G, typename S>
  HostClass& Property(std::string_view name, G getter, S setter) {
    return With(HostOperation::kGet, name, getter).With(HostOperation::kSet, name, setter);
  }
  // By index, by key, or by whatever else: overloads, too.
  template <typename G>
  HostClass& Element(G getter) {
    return With(HostOperation::kGet, "", getter);
  }
  template <typename G, typename S>
  HostClass& Element(G getter, S setter) {
    return With(HostOperation::kGet, "", getter).With(HostOperation::kSet, "", setter);
  }
  template <typename F>
  HostClass& Call(F f) {
    return With(HostOperation::kCall, "", f);
  }
  // Has what `base` has been declared to have, except where it has a member of that name itself.
  template <typename B>
  HostClass& Extends(const HostClass<B>& base) {
    static_assert(std::is_base_of_v<B, C>);
    Inherit(base, Function(table_, "upcast", [](C* object) -> B* { return object; }));
    return *this;
  }

 private:
  template <typename F>
  HostClass& With(HostOperation operation, std::string_view name, F f) {
    Declare(operation, name, HandleOf(name.empty() ? this->name() : name, f));
    return *this;
  }
  template <typename F>
  HandleRef HandleOf(std::string_view name, F f) {
    return Function(table_, name, std::move(f));
  }
  // Of C or of a class it derives from.
  template <typename B, typename R, typename... A>
  HandleRef HandleOf(std::string_view name, R (B::*f)(A...)) {
    return callsite::Method(table_, name, static_cast<R (C::*)(A...)>(f));
  }
  template <typename B, typename R, typename... A>
  HandleRef HandleOf(std::string_view name, R (B::*f)(A...) const) {
    return callsite::Method(table_, name, static_cast<R (C::*)(A...) const>(f));
  }

  const std::function<absl::StatusOr<Value>(std::unique_ptr<C>)> wrap_;
};

// What a language calls the operations.
struct HostOperationNames {
  std::string create = "new";
  std::string get = "get";
  std::string set = "set";
  std::string call = "call";
};

// Links operations on instances of the classes that were added.
class HostClassLinker final : public Linker {
 public:
  explicit HostClassLinker(HostOperationNames names = {}) : names_(std::move(names)) {}

  // AlreadyExists: another class has the name or the shape. What is declared later is not seen.
  absl::Status Add(const HostMembers& declared);

  absl::StatusOr<GuardedInvocation> Link(const LinkRequest& request,
                                         LinkerServices& services) override;

 private:
  const HostOperationNames names_;
  std::unordered_map<ShapeId, HostMembers> of_shape_;
  std::map<std::string, ShapeId, std::less<>> of_name_;
};

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_HOST_CLASS_H_
