// Linkers: who says what an operation of a site does, for the operands at hand.
//
//   LinkRequest  ->  Linker::Link  ->  GuardedInvocation (do this, while that holds), or nothing:
//   not mine
//
// A DynamicLinker is configured once: the host's linkers in order of priority, converters between
// types, a transformer of every answer. It makes the descriptors of its sites; LinkedSite
// (linked_site.h) asks it.
#ifndef KRAIT_CALLSITE_LINKER_H_
#define KRAIT_CALLSITE_LINKER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "callsite/guarded_invocation.h"
#include "callsite/handle_table.h"
#include "callsite/method_type.h"
#include "callsite/shape_value.h"

namespace krait::callsite {

class DynamicLinker;
class LinkedSite;

// What a site does, as its language sees it: an operation ("get", "call", "add"), perhaps on a
// name, of a type. Interned by the linker: equal descriptors are one.
struct CallDescriptor {
  DynamicLinker& linker;
  std::string_view operation;
  std::string_view name;
  const MethodType* type;

  std::string ToString() const;
};

class LinkRequest {
 public:
  LinkRequest(const CallDescriptor& descriptor, std::span<const uint64_t> arguments, bool unstable)
      : descriptor_(&descriptor), arguments_(arguments), unstable_(unstable) {}

  const CallDescriptor& descriptor() const { return *descriptor_; }
  std::span<const uint64_t> arguments() const { return arguments_; }
  // The first argument, if it is a value; else Empty.
  Value receiver() const { return value(0); }
  Value value(int i) const {
    const bool is_value =
        i < descriptor_->type->arity() && descriptor_->type->at(i) == Representation::kValue;
    return is_value ? Value::FromBits(arguments_[static_cast<size_t>(i)]) : Value();
  }
  // The site was relinked often: an answer that holds for many operands is better than a fast one.
  bool unstable() const { return unstable_; }

  LinkRequest ReplaceArguments(const CallDescriptor& descriptor,
                               std::span<const uint64_t> arguments) const {
    return {descriptor, arguments, unstable_};
  }

 private:
  const CallDescriptor* descriptor_;
  std::span<const uint64_t> arguments_;
  bool unstable_;
};

// Which of two parameters an argument suits better.
enum class Comparison : uint8_t { kIndeterminate, kFirst, kSecond };

// Converts where AsType cannot (a host's pointers and values, say).
class TypeConverterFactory {
 public:
  virtual ~TypeConverterFactory() = default;
  // A handle (from)to, or null: not mine.
  virtual HandleRef Convert(HandleTable& table, Representation from, Representation to) = 0;
  // A handle (from)bool: whether that converter applies to the word at hand; else the next
  // factory's does, or AsType's, or the conversion fails. Null: it applies to all.
  virtual HandleRef Applies(HandleTable& /*table*/, Representation /*from*/,
                            Representation /*to*/) {
    return HandleRef();
  }
  // Has a say in choosing among overloads, before the usual order.
  virtual Comparison Compare(Representation /*from*/, Representation /*first*/,
                             Representation /*second*/) {
    return Comparison::kIndeterminate;
  }
};

// What linkers may ask for.
class LinkerServices {
 public:
  explicit LinkerServices(DynamicLinker& linker) : linker_(linker) {}

  HandleTable& table() const;
  // AsType with the factories' converters.
  absl::StatusOr<HandleRef> AsType(const HandleRef& handle, const MethodType* type) const;
  // A handle (from)to: the identity, a factory's, or AsType's. Null: there is none.
  HandleRef TypeConverter(Representation from, Representation to) const;
  bool CanConvert(Representation from, Representation to) const;
  // What the first factory says that is not indifferent.
  Comparison CompareConversion(Representation from, Representation first,
                               Representation second) const;
  // The handle as script may have it: through the linker's internal_objects_filter, if there is
  // one. For linkers that give out functions of the host.
  absl::StatusOr<HandleRef> FilterInternalObjects(const HandleRef& handle) const;
  // Asks all linkers again, for another request.
  absl::StatusOr<GuardedInvocation> Link(const LinkRequest& request) const;

 private:
  DynamicLinker& linker_;
};

class Linker {
 public:
  virtual ~Linker() = default;
  // An invocation without a handle: not mine, the next linker is asked. An error: the operation
  // cannot be linked; it counts as a relink of the site. The handle's type is the descriptor's, or
  // converts to it.
  virtual absl::StatusOr<GuardedInvocation> Link(const LinkRequest& request,
                                                 LinkerServices& services) = 0;
};

// A linker that is a function.
class LinkFunction final : public Linker {
 public:
  using Answer =
      std::function<absl::StatusOr<GuardedInvocation>(const LinkRequest&, LinkerServices&)>;
  explicit LinkFunction(Answer answer) : answer_(std::move(answer)) {}
  absl::StatusOr<GuardedInvocation> Link(const LinkRequest& request,
                                         LinkerServices& services) override {
    return answer_(request, services);
  }

 private:
  const Answer answer_;
};

// A linker of receivers of certain shapes.
class ShapeBasedLinker : public Linker {
 public:
  // Holds for ever: it is asked once a shape.
  virtual bool CanLink(ShapeId shape) const = 0;
};

// Asks only those linkers that link the receiver's shape, and remembers which they are.
class CompositeShapeBasedLinker final : public ShapeBasedLinker {
 public:
  explicit CompositeShapeBasedLinker(std::vector<std::unique_ptr<ShapeBasedLinker>> linkers);
  bool CanLink(ShapeId shape) const override { return !LinkersOf(shape).empty(); }
  absl::StatusOr<GuardedInvocation> Link(const LinkRequest& request,
                                         LinkerServices& services) override;

 private:
  using Linkers = std::vector<ShapeBasedLinker*>;
  const Linkers& LinkersOf(ShapeId shape) const;

  std::vector<std::unique_ptr<ShapeBasedLinker>> linkers_;
  mutable ShapeValue<Linkers> of_shape_;
};

// Linkers by priority: the first that answers.
class CompositeLinker final : public Linker {
 public:
  CompositeLinker() = default;
  explicit CompositeLinker(std::vector<std::unique_ptr<Linker>> linkers)
      : linkers_(std::move(linkers)) {}
  void Add(std::unique_ptr<Linker> linker) { linkers_.push_back(std::move(linker)); }
  absl::StatusOr<GuardedInvocation> Link(const LinkRequest& request,
                                         LinkerServices& services) override;

 private:
  std::vector<std::unique_ptr<Linker>> linkers_;
};

// (value)value for every argument and for the result that is a value, in a handle of any type; null
// for none. Gives what wraps a host's internal objects on their way out, and unwraps them on their
// way in.
using HandleTransformer = std::function<absl::StatusOr<HandleRef>(const HandleRef&)>;
HandleTransformer FilterOfValues(HandleRef argument_filter, HandleRef result_filter);

struct LinkerOptions {
  std::vector<std::unique_ptr<Linker>> prioritized;  // asked first: the host's own objects
  std::vector<std::unique_ptr<Linker>> linkers;
  std::vector<std::unique_ptr<Linker>> fallback;
  std::vector<std::unique_ptr<TypeConverterFactory>> converters;
  // Sees every answer before it is installed, and may replace it.
  std::function<GuardedInvocation(GuardedInvocation, const LinkRequest&, LinkerServices&)>
      prelink_transformer;
  // See LinkerServices::FilterInternalObjects.
  HandleTransformer internal_objects_filter;
  // After how many links a site is unstable (it is then reset once, and the next time terminal).
  int unstable_relinks = 8;

  LinkerOptions() = default;
  // One linker, which is a function.
  explicit LinkerOptions(LinkFunction::Answer answer) {
    linkers.push_back(std::make_unique<LinkFunction>(std::move(answer)));
  }
};

class DynamicLinker {
 public:
  DynamicLinker(HandleTable& table, LinkerOptions options);
  ~DynamicLinker();
  DynamicLinker(const DynamicLinker&) = delete;
  DynamicLinker& operator=(const DynamicLinker&) = delete;

  HandleTable& table() const { return table_; }
  int unstable_relinks() const { return options_.unstable_relinks; }

  const CallDescriptor& Descriptor(std::string_view operation, std::string_view name,
                                   const MethodType* type);

  // Asks the linkers, adapts the answer to the descriptor's type, transforms it. NotFound: nobody
  // answered.
  absl::StatusOr<GuardedInvocation> Link(const LinkRequest& request);

  // Visits the values in the links that terminal sites share.
  void Trace(gc::Marker& marker) const;

  // Where the site stands that is being linked ("" when none is): for linkers' diagnostics.
  std::string_view linked_site_location() const;

 private:
  friend class LinkedSite;
  friend class LinkerServices;
  struct State;

  uint32_t LocationId(std::string_view location);
  std::string_view LocationOf(uint32_t id) const;
  // Says which site is being linked; returns which was.
  const LinkedSite* SetLinking(const LinkedSite* site);
  // The megamorphic cache: links of all terminal sites, by descriptor and shape.
  const MethodHandle* FindMegamorphic(const CallDescriptor& descriptor, ShapeId shape) const;
  void KeepMegamorphic(const CallDescriptor& descriptor, const GuardedInvocation& invocation);

  HandleTable& table_;
  LinkerOptions options_;
  std::unique_ptr<State> state_;
};

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_LINKER_H_
