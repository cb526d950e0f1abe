// What JSX becomes when it is compiled (`jsxImportSource`): a tag or a component with what it is given, drawn as text in the order of the page when the page is. Hono's
// own goes through the whole page once more for each link of its head, and looks up each name and component as it goes (ADR 0060). The types stay Hono's; what a view
// is given and what it draws, too. No view waits, and none asks where it stands: neither promises nor contexts are known here.
import type { JSX } from 'hono/jsx/jsx-runtime'

export type { JSX } from 'hono/jsx/jsx-runtime'

type Props = Record<string, unknown>
type Composant = (props: Props) => unknown
/** Drawn when it is read: nothing in its text is to be escaped again. Hono's templates know it by `isEscaped`. */
class Noeud {
  readonly isEscaped = true
  readonly quoi: string | Composant
  readonly props: Props
  constructor(quoi: string | Composant, props: Props) {
    this.quoi = quoi
    this.props = props
  }
  toString(): string {
    return typeof this.quoi === 'string' ? balise(this.quoi, this.props) : dessiner(this.quoi(this.props))
  }
}

const ENTITES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const A_ECHAPPER = /[&<>"']/
const echapper = (s: string) => (A_ECHAPPER.test(s) ? s.replace(/[&<>"']/g, c => ENTITES[c]!) : s)

/** Whatever stands between two tags. What is neither text, number nor drawn already would be written as « [object Object] »: it is refused. */
function dessiner(enfant: unknown): string {
  if (typeof enfant === 'string') return echapper(enfant)
  if (enfant instanceof Noeud) return enfant.toString()
  if (enfant === null || enfant === undefined || typeof enfant === 'boolean') return ''
  if (typeof enfant === 'number') return String(enfant)
  if (Array.isArray(enfant)) {
    let texte = ''
    for (const e of enfant) texte += dessiner(e)
    return texte
  }
  if ((enfant as { isEscaped?: boolean }).isEscaped) return String(enfant)
  throw new TypeError(`a view draws neither promises nor objects: ${Object.prototype.toString.call(enfant)}`)
}

const VIDES = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr'])
/** Attributes that are there or not; of the others « true » and « false » are values. */
const PRESENTS = new Set(
  `allowfullscreen async autofocus autoplay checked controls default defer disabled download formnovalidate hidden inert ismap itemscope loop multiple muted
  nomodule novalidate open playsinline readonly required reversed selected`.split(/\s+/),
)
/** A name that no view writes, but that could come with what is spread on a tag. */
const NOM_VALIDE = /^[^\s"'<>/=`\\\p{Cc}]+$/u
const valides = new Map<string, boolean>()
function nomValide(nom: string): boolean {
  const connu = valides.get(nom)
  if (connu !== undefined) return connu
  if (valides.size >= 1024) valides.clear()
  const valide = NOM_VALIDE.test(nom)
  valides.set(nom, valide)
  return valide
}

function attribut(nom: string, v: unknown): string {
  if (v === undefined || v === null || !nomValide(nom)) return ''
  if (typeof v === 'string') return ` ${nom}="${echapper(v)}"`
  if (typeof v === 'number') return ` ${nom}="${v}"`
  if (typeof v === 'boolean') return PRESENTS.has(nom) ? (v ? ` ${nom}=""` : '') : ` ${nom}="${v}"`
  throw new TypeError(`the attribute ${nom} is neither text, number nor boolean`)
}

function balise(nom: string, props: Props): string {
  let texte = `<${nom}`
  for (const cle in props) if (cle !== 'children') texte += attribut(cle, props[cle])
  const { children } = props
  if (children === undefined && VIDES.has(nom)) return `${texte}/>`
  return `${texte}>${typeof children === 'string' ? echapper(children) : dessiner(children)}</${nom}>`
}

export const jsx = (quoi: string | Composant, props: Props): JSX.Element => new Noeud(quoi, props) as unknown as JSX.Element
export const jsxs = jsx
/** As tests compile it. */
export const jsxDEV = jsx
export const Fragment = ({ children }: Props) => children as JSX.Element
