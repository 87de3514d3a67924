// Grey images in PGM files.
#include <fstream>
#include <limits>

#include "sli/builtins.h"
#include "sli/interp.h"

namespace nestling::sli {
namespace {

struct Image {
  TokenArray pixels;
  Int white, height, width;
};

// A number of the header or of a text image; comments run from # to the end of the line.
Int next_number(std::istream& in) {
  while (in >> std::ws && in.peek() == '#') in.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
  Int number = 0;
  in >> number;
  return number;
}

Image read_image(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) fail(err::bad_io, "there is no readable file ", file);
  char kind[2] = {};
  in.read(kind, 2);
  if (kind[0] != 'P' || (kind[1] != '2' && kind[1] != '5')) fail(err::bad_io, file, " is no PGM image");
  Image image;
  image.width = next_number(in), image.height = next_number(in), image.white = next_number(in);
  constexpr Int largest = 1 << 20;
  if (!in || image.width < 1 || image.height < 1 || image.width > largest || image.height > largest || image.white < 1)
    fail(err::bad_io, file, " has no valid size");
  if (kind[1] == '5') in.get();
  for (Int k = 0; k < image.width * image.height && in; ++k)
    image.pixels.push_back(Token::integer(kind[1] == '2' ? next_number(in) : in.get()));
  if (!in) fail(err::bad_io, file, " ends within the image");
  return image;
}

void write_image(const std::string& file, const Image& image) {
  if (image.height < 1 || image.width < 1 ||
      image.pixels.size() != static_cast<std::size_t>(image.height * image.width))
    fail(err::bad_io, "an image of ", image.height, " x ", image.width, " pixels cannot be made of ",
         image.pixels.size(), " numbers");
  for (const Token& pixel : image.pixels)
    if (!pixel.is(Type::Integer) || pixel.as_integer() < 0 || pixel.as_integer() > image.white)
      fail(err::bad_io, "a pixel must be an integer from 0 to ", image.white);
  std::ofstream out(file);
  out << "P2\n" << image.width << ' ' << image.height << '\n' << image.white << '\n';
  for (std::size_t k = 0; k < image.pixels.size(); ++k)
    out << image.pixels[k].as_integer() << ((k + 1) % static_cast<std::size_t>(image.width) ? ' ' : '\n');
  if (!out) fail(err::bad_io, "cannot write to ", file);
}

}  // namespace

const OpTable image_ops = {
    op("readPGM", "(file) -> array white height width: a grey image, row by row",
       [](const std::string& file) {
         Image image = read_image(file);
         return std::tuple{std::move(image.pixels), image.white, image.height, image.width};
       }),
    op("writePGM", "(file) array white height width -> : write a grey image",
       [](const std::string& file, In<Arr> pixels, Int white, Int height, Int width) {
         write_image(file, {pixels->items, white, height, width});
       }),
};

}  // namespace nestling::sli
