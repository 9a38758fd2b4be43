#include "runtime/text/memoryview_cast.h"

#include <cstring>

#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

bool IsByteFormat(char c) { return c == 'B' || c == 'b' || c == 'c'; }

bool CastItems(Isolate* iso, BufferView* view, const char* format) {
  const char to = ItemFormat(format);
  if (to == 0) {
    return RaiseValueError(iso,
                           "memoryview: destination format must be a native single character "
                           "format prefixed with an optional '@'");
  }
  const char from = ItemFormat(view->format);
  if (from == 0) {
    return RaiseValueError(iso,
                           "memoryview: source format must be a native single character format "
                           "prefixed with an optional '@'");
  }
  if (!IsByteFormat(from) && !IsByteFormat(to)) {
    return RaiseTypeError(iso, "memoryview: cannot cast between two non-byte formats");
  }
  const int64_t item_size = ItemSize(format);
  if (view->size % item_size != 0) {
    return RaiseTypeError(iso, "memoryview: length is not a multiple of itemsize");
  }
  const int64_t size = view->size;
  view->SetItems(view->data, size, item_size, format);
  return true;
}

bool CastShape(Isolate* iso, BufferView* view, std::span<const Value> shape) {
  int64_t product = 1;
  for (size_t i = 0; i < shape.size(); ++i) {
    int64_t length;
    if (!IsIntLike(shape[i])) {
      return RaiseTypeError(iso, "memoryview.cast(): elements of shape must be integers");
    }
    if (!IntToInt64(shape[i], &length) || length <= 0) {
      return RaiseValueError(iso, "memoryview.cast(): elements of shape must be integers > 0");
    }
    if (product > INT64_MAX / length) {
      return RaiseValueError(iso, "memoryview.cast(): product(shape) > SSIZE_MAX");
    }
    product *= length;
    view->shape[i] = length;
  }
  if (product > INT64_MAX / view->item_size || product * view->item_size != view->size) {
    return RaiseTypeError(iso, "memoryview: product(shape) * itemsize != buffer size");
  }
  view->dimensions = static_cast<int>(shape.size());
  int64_t stride = view->item_size;
  for (int i = view->dimensions - 1; i >= 0; --i) {
    view->strides[i] = stride;
    stride *= view->shape[i];
  }
  return true;
}

}  // namespace

bool IsFortranContiguous(const BufferView& view) {
  int64_t expected = view.item_size;
  for (int i = 0; i < view.dimensions; ++i) {
    if (view.shape[i] == 0) return true;
    if (view.shape[i] != 1 && view.strides[i] != expected) return false;
    expected *= view.shape[i];
  }
  return true;
}

MemoryView* CastMemoryView(Isolate* iso, const MemoryView* m, Value format, Value shape) {
  if (!IsStr(format)) {
    return RaiseF(iso, ExceptionId::kTypeError, "cast() argument 'format' must be str, not %.50s",
                  format.IsNone() ? "None" : TypeName(iso, format));
  }
  if (!m->view.IsContiguous()) {
    return RaiseTypeError(iso, "memoryview: casts are restricted to C-contiguous views");
  }
  std::span<const Value> lengths;
  if (shape) {
    if (HasKind(shape, ObjectKind::kList)) {
      lengths = shape.As<List>()->view();
    } else if (HasKind(shape, ObjectKind::kTuple)) {
      lengths = shape.As<Tuple>()->view();
    } else {
      return RaiseTypeError(iso, "shape must be a list or a tuple");
    }
    if (lengths.size() > BufferView::kMaxDimensions) {
      return RaiseF(iso, ExceptionId::kValueError,
                    "memoryview: number of dimensions must not exceed %d",
                    BufferView::kMaxDimensions);
    }
  }
  if (m->view.dimensions != 1 && (shape && lengths.size() != 1)) {
    return RaiseTypeError(iso, "memoryview: cast must be 1D -> ND or ND -> 1D");
  }
  BufferView view = m->view;
  const Str* name = format.As<Str>();
  char text[sizeof(MemoryView::format)] = {};
  if (name->byte_length < sizeof(text)) std::memcpy(text, name->data, name->byte_length);
  KRAIT_CHECK_OK(CastItems(iso, &view, text));
  if (shape) KRAIT_CHECK_OK(CastShape(iso, &view, lengths));
  return MemoryView::Derive(iso, m, view);
}

}  // namespace krait
