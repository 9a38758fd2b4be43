#include "runtime/modules/module_state.h"

#include "gc/marker.h"
#include "runtime/isolate.h"
#include "runtime/isolate_state.h"

namespace krait {

namespace {

void TraceStates(Isolate* iso, gc::Marker& marker) {
  for (auto& entry : iso->state().module_states) {
    if (entry.second != nullptr) entry.second->Trace(marker);
  }
}

}  // namespace

std::unique_ptr<ModuleState>& ModuleStateSlot(Isolate* iso, const char* key) {
  IsolateState& state = iso->state();
  if (state.module_states.empty()) state.root_tracers.push_back(TraceStates);
  return state.module_states[key];
}

}  // namespace krait
