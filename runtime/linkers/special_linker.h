// Linking of operations to special methods written in script.
//
// The method is resolved along the MRO through the property cells of every class that the walk passes,
// so that rebinding it, adding one to a class in between, or changing bases unlinks exactly the sites
// that relied on it. The handle names the function; its index says in which order the operands go to
// it and what becomes of its result (SpecialUse).
#ifndef KRAIT_RUNTIME_LINKERS_SPECIAL_LINKER_H_
#define KRAIT_RUNTIME_LINKERS_SPECIAL_LINKER_H_

#include <cstdint>
#include <vector>

#include "callsite/call_site.h"
#include "callsite/property_cell.h"
#include "gc/value.h"
#include "runtime/interpreter/frame.h"
#include "runtime/object/operator_methods.h"
#include "runtime/object/special.h"

namespace krait {

class Isolate;
struct Str;
struct Type;

// The index of a handle of kind Special.
struct SpecialUse {
  FrameKind kind;
  uint8_t role = 0;  // an OperatorRole, or as the frame kind says

  int32_t Encode() const { return static_cast<int32_t>(kind) | role << 8; }
  static SpecialUse Of(int32_t index) {
    return {static_cast<FrameKind>(index & 0xFF), static_cast<uint8_t>(index >> 8)};
  }
};

// SpecialUse::role of attribute operations; the frame of one that reads has kReads or kLastHope.
enum AttributeRole : uint8_t {
  kReads = 0,     // a hook that gets the receiver and the name; reading may go on to __getattr__
  kLastHope = 1,  // is __getattr__
  kAccessor = 2,  // setter or deleter of a property: takes no name
  kDescriptor = 3,  // the handle's value is a descriptor, whose class has the function
};

// Looks up on classes and notes what the answers depend on.
class SpecialLookup {
 public:
  explicit SpecialLookup(Isolate* iso) : iso_(iso) {}

  // The method, Empty when absent.
  Value Find(Type* type, Special special);
  Value Find(Type* type, Str* name);
  void DependOnBases(Type* type);
  // May the answers be relied on? Some cell may have changed too often.
  bool Foldable() const;
  // `site` does this while `guard` matches and the answers hold. False: it keeps no link.
  bool Link(callsite::CallSite& site, callsite::Guard guard, Value function, SpecialUse use);
  // The same for any other handle.
  bool Link(callsite::CallSite& site, callsite::Guard guard, callsite::HandleRef handle);

 private:
  Isolate* iso_;
  std::vector<PropertyCell*> cells_;
  std::vector<Type*> types_;
};

// Links a site whose operation is one special method of its receiver (with the shape as its guard), to
// the function or, when it is no script function, to the leaf.
void LinkUnarySpecial(Isolate* iso, callsite::CallSite& site, Value receiver, Special special,
                      SpecialUse use, const callsite::NativeLeaf* leaf);

// Links the site to the receiver's special method written in script, or to the leaf. The script method
// to be entered (found anew on a megamorphic site), or Empty.
Value LinkReceiver(Isolate* iso, callsite::CallSite& site, Value receiver, Special special,
                   SpecialUse use, const callsite::NativeLeaf* leaf);
// Links the site to the leaf for receivers of this shape, unless it is linked for them.
void LinkLeaf(Isolate* iso, callsite::CallSite& site, Value receiver,
              const callsite::NativeLeaf* leaf);

// The script function that the site is linked to for these operands, or Empty.
inline Value LinkedSpecial(const callsite::CallSite& site, Value receiver, Value operand,
                           SpecialUse* use) {
  const callsite::MethodHandle* handle = site.Find(receiver, operand);
  if (handle == nullptr || handle->kind() != callsite::HandleKind::kSpecial) return Value();
  *use = SpecialUse::Of(handle->index());
  return handle->value();
}

}  // namespace krait

#endif  // KRAIT_RUNTIME_LINKERS_SPECIAL_LINKER_H_
