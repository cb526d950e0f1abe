import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { caches } from '../../test/instruits.ts'
import { ouvrirSansComite } from '../../test/sans-comite.ts'
import { ouvrirPdf } from '../../test/texte-pdf.ts'
import { SLUG } from '../../test/vico.ts'

/** A call without a comité, whose own text has the word nowhere, walked from link to link by everybody who works on it. */
const { instruction: i } = paths
const PAS_D_ICI = /([Cc]omités?|[Ss]éances?|Délibéré)(?! mensuel)/
/** Pages of the call and of its dossiers; the assembly of a commune has its own séance. */
const DE_L_APPEL =
  /^\/(instruction|dossiers|mon-espace|ma-journee|suivi|administration\/appels\/|appels\/)(?!.*(modele-de-deliberation|agenda|journal|pieces))/

let m: Awaited<ReturnType<typeof ouvrirSansComite>>
beforeAll(async () => {
  m = await ouvrirSansComite(t =>
    t.replace(/([Uu]n|[Ll]e) comité( de sélection)?/g, '$1 service').replaceAll('Comité de sélection', 'Décision'),
  )
  await m.dossierAuComite()
  await m.decider(await m.dossierAuComite(), { sens: 'retenu', montant: '10 000' })
  await m.dossier()
})
afterAll(() => m.w.close())

const lu = (html: string) =>
  html
    .slice(html.indexOf('<main'), html.indexOf('</main'))
    .replace(/ (?:aria-label|title|placeholder|alt)="([^"]*)"/g, '>$1<')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
/** Pages alike but for an id or a filter are one page. */
const forme = (u: string) => u.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id').replace(/\?.*/, '')

describe('un appel sans comité', () => {
  it.each(['referent', 'administratrice', 'porteur'] as const)('%s le parcourt sans lire le mot comité, ni séance', async qui => {
    const vues = new Set<string>()
    const file: string[] = [i.boite, i.bord, paths.appels.voir(SLUG), paths.espace]
    const fautes: string[] = []
    for (let u = file.shift(); u; u = file.shift()) {
      if (!DE_L_APPEL.test(u) || vues.has(forme(u))) continue
      vues.add(forme(u))
      const r = await m.w.get(u, m[qui].cookie)
      const type = r.headers.get('content-type') ?? ''
      if (type.includes('pdf')) {
        const x = PAS_D_ICI.exec((await ouvrirPdf(new Uint8Array(await r.arrayBuffer()))).textes.join(' '))
        if (x) fautes.push(`${u} : ${x[0]}`)
      }
      if (!/html|csv/.test(type)) continue
      const html = await r.text()
      for (const [, h] of html.matchAll(/href="(\/[^"#]*)"/g))
        if (!/[?&](tri|sens|cocher)=/.test(h!)) file.push(h!.replaceAll('&amp;', '&'))
      const x = new RegExp(`.{0,50}${PAS_D_ICI.source}.{0,50}`).exec(type.includes('csv') ? html : lu(html))
      if (x) fautes.push(`${u} : ${x[0]}`)
    }
    expect(vues.size).toBeGreaterThan(qui === 'porteur' ? 10 : 25)
    expect(fautes).toEqual([])
  })

  it('l’acte groupé dit « Dire prêts à décider », avant, pendant et après', async () => {
    expect(await m.lire(i.boite)).toContain('Dire prêts à décider…')
    const choix = { acte: 'passer_au_comite', dossier: [await m.dossier()] }
    const page = await (await m.w.post(i.preparationActe, choix, m.referent.cookie)).text()
    expect(lu(page)).toContain('Dire prêts à décider (1')
    const r = await m.w.post(i.actes, { ...caches(page), ...choix, nombre: '1' }, m.referent.cookie)
    expect(lu(await m.lire(r.headers.get('location')!))).toContain('Dire prêts à décider')
  })

  it('le fichier de la liste et le tableau de bord disent « À décider », et « Décidé »', async () => {
    const fichier = await m.lire(`${i.boite}?format=csv`)
    for (const mot of ['À décider', 'Décidé']) expect(fichier).toContain(mot)
    expect(lu(await m.lire(i.bord))).toContain('À décider')
  })
})
