// What a native module keeps per isolate beyond its module object (which a script may delete and
// import again): made on first use, traced with the roots, gone with the isolate.
//
//   struct ExitCallbacks : ModuleState {
//     static constexpr char kKey = 0;   // its address identifies the state
//     ...
//   };
//   StateOf<ExitCallbacks>(iso).list ...
#ifndef KRAIT_RUNTIME_MODULES_MODULE_STATE_H_
#define KRAIT_RUNTIME_MODULES_MODULE_STATE_H_

#include <memory>

namespace krait {

class Isolate;
namespace gc {
class Marker;
}  // namespace gc

struct ModuleState {
  virtual ~ModuleState() = default;
  virtual void Trace(gc::Marker& marker) { (void)marker; }
};

// The place of the state with this key; empty until somebody fills it. Valid until the next call.
std::unique_ptr<ModuleState>& ModuleStateSlot(Isolate* iso, const char* key);

template <typename T>
T& StateOf(Isolate* iso) {
  std::unique_ptr<ModuleState>& slot = ModuleStateSlot(iso, &T::kKey);
  if (slot == nullptr) slot = std::make_unique<T>();
  return static_cast<T&>(*slot);
}

}  // namespace krait

#endif  // KRAIT_RUNTIME_MODULES_MODULE_STATE_H_
