import { html, raw } from 'hono/html'
import * as hono from 'hono/jsx/jsx-runtime'
import { describe, expect, it } from 'vitest'
import { Fragment, jsx } from './jsx-runtime.ts'

type Dessiner = (tag: string | ((p: Record<string, unknown>) => unknown), props: Record<string, unknown>) => unknown
/** The same view, drawn by each of the two. */
const CAS: Record<string, (j: Dessiner, fragment: typeof Fragment) => unknown> = {
  'text that holds tags, quotes and entities': j => j('p', { title: `"L'été" & <b>`, children: `<script>alert("a'b")</script> & co` }),
  'numbers, and what draws nothing': j => j('p', { children: [0, 12.5, null, undefined, false, true, ''] }),
  'attributes that are there or not, and those whose value is true or false': j =>
    j('input', { checked: true, disabled: false, required: undefined, value: null, 'aria-hidden': true, spellcheck: false, tabindex: -1 }),
  'a download without a name, and an empty class': j => j('a', { href: '/x?a=1&b=2', download: true, class: '', children: 'x' }),
  'tags that hold nothing': j => j('div', { children: [j('br', {}), j('img', { src: '/a.png', alt: '' }), j('hr', {})] }),
  'an empty tag that could hold something': j => j('td', {}),
  'lists in lists, with spaces that a view writes': j =>
    j('ul', { children: [[j('li', { children: 'a' }), ' ', [j('li', { children: 'b' })]]] }),
  'a component that gives text, which is escaped, a list, a number or nothing': j => [
    j(() => 'a < b', {}),
    j(() => [j('i', {}), '&'], {}),
    j(() => 3, {}),
    j(() => null, {}),
    j(() => false, {}),
  ],
  'a component that is given children': j =>
    j(({ children, ...p }) => j('b', { ...p, children }), { class: 'x', children: ['a', j('i', { children: 'b' })] }),
  'children and elements given by another name': j =>
    j(({ titre, children }) => j('section', { children: [titre, children] }), { titre: j('h2', { children: 'é' }), children: 'c' }),
  'what is written as it is': j => j('p', { children: [raw('<b>'), html`<i>${'&'}</i>`] }),
  'a fragment': (j, F) => j('p', { children: j(F as never, { children: ['a', j('b', {})] }) }),
  drawings: j => j('svg', { viewBox: '0 0 1 1', preserveAspectRatio: 'none', children: j('path', { 'stroke-width': 2, d: 'M0 0' }) }),
  'names of attributes that are none': j => j('p', { 'a b': 'x', 'on"x': 'y', 'data-x': 'z' }),
}
const ecrit = (v: unknown) => (Array.isArray(v) ? v.map(String).join('') : String(v))

describe('what a view draws', () => {
  for (const [quoi, vue] of Object.entries(CAS))
    it(`is what Hono draws: ${quoi}`, () => {
      expect(ecrit(vue(jsx as Dessiner, Fragment))).toBe(ecrit(vue(hono.jsx as unknown as Dessiner, hono.Fragment as typeof Fragment)))
    })

  it('is drawn in the order of the page: what stands around comes before what it holds', () => {
    const vus: string[] = []
    const Ref = ({ nom }: { nom?: string }) => jsx('i', { children: String(vus.push(nom!)) })
    const Partie = ({ children }: Record<string, unknown>) => jsx('section', { children: [jsx(Ref as never, { nom: 'titre' }), children] })
    expect(String(jsx(Partie, { children: jsx(Ref as never, { nom: 'dedans' }) }))).toBe('<section><i>1</i><i>2</i></section>')
    expect(vus).toEqual(['titre', 'dedans'])
  })

  it('is put into a template without being escaped again', () => {
    expect(String(html`<div>${jsx('p', { children: '&' })}</div>`)).toBe('<div><p>&amp;</p></div>')
  })

  it('is refused where it would be written as « [object Object] » or would have to be waited for', () => {
    expect(() => String(jsx('p', { children: { a: 1 } }))).toThrow('neither promises nor objects')
    expect(() => String(jsx('p', { children: Promise.resolve('a') }))).toThrow('neither promises nor objects')
    expect(() => String(jsx(async () => 'a', {}))).toThrow('neither promises nor objects')
    expect(() => String(jsx('a', { href: { a: 1 } }))).toThrow('neither text, number nor boolean')
  })
})
