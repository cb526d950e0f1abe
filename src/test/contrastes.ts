/**
 * RGAA 3.3, run in the page, in the light or the dark that it stands in: what must be seen to understand or to act contrasts at 3:1 with what it touches. Computed colours only.
 * With `anneaux`, the rings of the focus instead: each kind of control takes it for a moment.
 * A drawn area passes by its fill, by its outline (which must contrast on both sides), or by its pattern. Left out: the lines of a grid and of an axis and the
 * shade under a curve, whose values are written; words, which axe measures; what the browser draws by itself.
 */
export function contrastes(anneaux = false): string[] {
  const SEUIL = 3
  const DECOR = '.gt-plot-grille, .gt-plot-base, .gt-plot-aire'
  const FORMES = 'rect, circle, ellipse, path, line, polyline, polygon'
  type Rvb = readonly [number, number, number]
  const lues = new Map<string, { c: Rvb; a: number }[]>()

  /** The colours written in a computed value: « rgb(0, 0, 145) », a gradient, a shadow. */
  const couleurs = (valeur: string) => {
    const deja = lues.get(valeur)
    if (deja) return deja
    const trouvees = [...valeur.matchAll(/(rgba?|color)\(([^)]*)\)/g)].map(([, genre, dedans]) => {
      const n = (dedans!.match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number)
      const [r = 0, v = 0, b = 0, a = 1] = genre === 'color' ? [...n.slice(0, 3).map(x => x * 255), ...n.slice(3)] : n
      return { c: [r, v, b] as Rvb, a }
    })
    lues.set(valeur, trouvees)
    return trouvees
  }
  const poser = (dessus: Rvb, a: number, dessous: Rvb) => dessus.map((x, i) => x * a + dessous[i]! * (1 - a)) as unknown as Rvb
  const clarte = (c: Rvb) => {
    const [r, v, b] = c.map(x => (x / 255 <= 0.04045 ? x / 255 / 12.92 : ((x / 255 + 0.055) / 1.055) ** 2.4)) as [number, number, number]
    return 0.2126 * r + 0.7152 * v + 0.0722 * b
  }
  const rapport = (a: Rvb, b: Rvb) => {
    const [x, y] = [clarte(a), clarte(b)]
    return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
  }
  const voit = (a: Rvb | undefined, b: Rvb) => a !== undefined && rapport(a, b) >= SEUIL
  /** What stands behind: the first ground that is not transparent. */
  const fond = (e: Element | null): Rvb => {
    if (!e) return [255, 255, 255]
    const [g] = couleurs(getComputedStyle(e).backgroundColor)
    if (!g || g.a === 0) return fond(e.parentElement)
    return g.a === 1 ? g.c : poser(g.c, g.a, fond(e.parentElement))
  }
  const visible = (e: Element) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  const fautes = new Set<string>()
  const ou = matchMedia('(prefers-color-scheme: dark)').matches ? 'in the dark' : 'in the light'
  const dire = (quoi: string, e: Element) => fautes.add(`3.3 ${quoi} ${ou}: ${e.outerHTML.slice(0, 140)}`)

  type Peint = { e: Element; cadre: DOMRect; aplat: Rvb[]; trait: Rvb | undefined; plein: boolean }
  function peindre(e: Element, derriere: Rvb): Peint {
    const s = getComputedStyle(e)
    const motif = /url\("?#([^")]+)/.exec(s.fill)?.[1]
    const de = (valeur: string, opacite: string) =>
      couleurs(valeur).flatMap(({ c, a }) => (a * +opacite > 0 ? [poser(c, a * +opacite, derriere)] : []))
    const dansMotif = motif
      ? [...(document.getElementById(motif)?.querySelectorAll(FORMES) ?? [])].flatMap(f => [
          getComputedStyle(f).fill,
          getComputedStyle(f).stroke,
        ])
      : []
    return {
      e,
      cadre: e.getBoundingClientRect(),
      aplat: motif ? [derriere, ...dansMotif.flatMap(v => de(v, s.fillOpacity))] : e.matches('line') ? [] : de(s.fill, s.fillOpacity),
      trait: Number.parseFloat(s.strokeWidth) >= 0.5 ? de(s.stroke, s.strokeOpacity)[0] : undefined,
      plein: !motif,
    }
  }
  const touche = (a: DOMRect, b: DOMRect) =>
    a.left <= b.right + 1 && b.left <= a.right + 1 && a.top <= b.bottom + 1 && b.top <= a.bottom + 1
  const entoure = (a: DOMRect, b: DOMRect) => a.left <= b.left && a.right >= b.right && a.top <= b.top && a.bottom >= b.bottom
  /** Told from an area of that colour and outline. */
  function distingue(p: Peint, c: Rvb, autre?: Rvb): boolean {
    if (p.aplat.some(a => voit(a, c))) return true
    return [p.trait, autre].some(t => t !== undefined && voit(t, c) && p.aplat.every(a => !p.plein || voit(t, a)))
  }
  function dessin(svg: SVGSVGElement) {
    const derriere = fond(svg)
    const avant: Peint[] = []
    for (const f of svg.querySelectorAll(FORMES)) {
      if (f.closest('defs, clipPath, mask, pattern') || !visible(f)) continue
      const p = peindre(f, derriere)
      if (p.cadre.width + p.cadre.height === 0 || (p.aplat.length === 0 && !p.trait)) continue
      const sous = avant.filter(x => touche(x.cadre, p.cadre))
      const couvre = sous.some(x => x.e.matches('rect, circle') && entoure(x.cadre, p.cadre))
      if (!f.matches(DECOR)) {
        if (!couvre && !distingue(p, derriere)) dire('a drawing is lost in the page', f)
        for (const x of sous) {
          // columns of one series stand side by side: their heights tell them apart
          if (f.matches('rect') && x.e.getAttribute('class') === f.getAttribute('class') && Math.abs(x.cadre.bottom - p.cadre.bottom) < 1)
            continue
          // a line drawn over an area of the same outline closes it
          if (x.e.getAttribute('d') && x.e.getAttribute('d') === f.getAttribute('d')) continue
          if (x.aplat.length > 0 && !x.aplat.some(a => distingue(p, a, x.trait))) dire(`not told from ${x.e.getAttribute('class')}`, f)
        }
      }
      if (p.aplat.length > 0) avant.push(p)
    }
  }

  const bords = (s: CSSStyleDeclaration) =>
    ['Top', 'Right', 'Bottom', 'Left']
      .filter(c => Number.parseFloat(s[`border${c}Width` as 'borderTopWidth']) > 0 && s[`border${c}Style` as 'borderTopStyle'] !== 'none')
      .map(c => s[`border${c}Color` as 'borderTopColor'])
  /** All that an element and what stands before and after it are drawn with. */
  const encres = (e: Element) =>
    [undefined, '::before', '::after'].flatMap(p => {
      const s = getComputedStyle(e, p)
      return p && (s.content === 'none' || s.content === 'normal') ? [] : [s.backgroundColor, s.backgroundImage, s.boxShadow, ...bords(s)]
    })
  const seVoit = (valeurs: readonly string[], sur: Rvb) =>
    valeurs.flatMap(couleurs).some(({ c, a }) => a > 0 && voit(poser(c, a, sur), sur))
  function composants() {
    for (const c of document.querySelectorAll<HTMLInputElement>('input:not([type=hidden], [type=submit], [type=file]), select, textarea')) {
      if (c.matches(':disabled') || !(visible(c) || [...(c.labels ?? [])].some(visible))) continue
      const choix = /^(checkbox|radio)$/.test(c.type)
      if (choix && getComputedStyle(c).appearance !== 'none' && Number(getComputedStyle(c).opacity) > 0) continue
      const autour = choix ? [c, ...(c.labels ?? []), c.parentElement!, c.parentElement!.parentElement!] : [c]
      if (!seVoit(autour.flatMap(encres), fond(autour.at(-1)!.parentElement))) dire('the edge of a field is not seen', c)
    }
    for (const p of document.querySelectorAll('progress')) {
      if (!visible(p)) continue
      const s = getComputedStyle(p)
      const derriere = fond(p.parentElement)
      if (s.appearance !== 'none' || !seVoit(bords(s), derriere)) dire('the whole of a progress bar is not seen', p)
      if (!voit(couleurs(s.color)[0]?.c, fond(p))) dire('what is done is not seen in a progress bar', p)
    }
    for (const e of document.querySelectorAll('main [class*="-icon-"], main [class*="icon-"], header [class*="-icon-"]'))
      for (const quand of ['::before', '::after']) {
        const s = getComputedStyle(e, quand)
        if (s.content === 'none' || s.maskImage === 'none' || !visible(e) || e.matches(':disabled, [aria-disabled=true]')) continue
        if (!seVoit([s.backgroundColor], fond(e))) dire('an icon is not seen', e)
      }
  }

  /** The ring stands two pixels away: on what is behind the control, or its label. */
  function focus() {
    const sortes = new Set<string>()
    for (const e of document.querySelectorAll<HTMLInputElement>(
      'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]',
    )) {
      const sorte = `${e.tagName}.${e.className}.${e.type}`
      if (sortes.has(sorte) || e.matches(':disabled') || !e.checkVisibility({ visibilityProperty: true })) continue
      sortes.add(sorte)
      e.focus({ preventScroll: true })
      const anneau = [e, ...(e.labels ?? []), e.parentElement!]
        .flatMap(x => [undefined, '::before', '::after'].map(p => getComputedStyle(x, p)))
        .filter(s => s.outlineStyle !== 'none' && Number.parseFloat(s.outlineWidth) > 0)
        .map(s => s.outlineColor)
      if (document.activeElement === e && anneau.length > 0 && !seVoit(anneau, fond(e.parentElement)))
        dire('the ring of the focus is not seen', e)
      e.blur()
    }
  }

  if (anneaux) {
    focus()
    return [...fautes]
  }
  for (const a of document.getAnimations()) if (a instanceof CSSTransition) a.finish()
  for (const svg of document.querySelectorAll<SVGSVGElement>('svg:not(svg svg)')) if (visible(svg)) dessin(svg)
  composants()
  return [...fautes]
}
