#include "runtime/object/slot_names.h"

#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/errors.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {

List* SlotNamesFor(Isolate* iso, Type* type) {
  KRAIT_TRY(List*, names, List::New(iso));
  if (type->reserved_slots == 0) return names;
  for (Value cls : type->mro->view()) {
    const Dict* own = TypeAttributes(iso, cls.As<Type>());
    int64_t position = 0;
    Value key, value;
    while (own->NextEntry(&position, &key, &value)) {
      if (!HasKind(value, ObjectKind::kMemberDescriptor)) continue;
      const auto* member = value.As<MemberDescriptor>();
      if (Value::Object(member->owner) != cls) continue;
      KRAIT_CHECK_OK(names->Append(iso, Value::Object(member->name)));
    }
  }
  return names;
}

}  // namespace krait
