import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatEuros } from '../../../lib/euros.ts'
import { paths } from '../../../paths.ts'
import { lirePdf } from '../../../test/lire-pdf.ts'
import { type MondeSuivis, ouvrirSuivis } from '../../../test/suivi.ts'
import { type GestesActes, gestesActes } from '../../../test/suivi-actes.ts'

const GESTES = ['avance', 'acompte', 'solde', 'payer', 'annuler'] as const
type Geste = { quoi: (typeof GESTES)[number]; euros: number }

describe('ce qui est ordonné et ce qui est versé', () => {
  let m: MondeSuivis
  let g: GestesActes
  beforeAll(async () => {
    m = await ouvrirSuivis()
    g = gestesActes(m)
  })
  afterAll(() => m.w.close())
  const lire = async (chemin: string, cookie: string) =>
    (await (await m.w.get(chemin, cookie)).text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  const dit = (c: number) => formatEuros(c).replace(/[\u00a0\u202f]/g, ' ')

  const jouer = async (d: string, { quoi, euros }: Geste) => {
    if (quoi === 'solde') return g.ordonner(d, 'solde', { coutReel: '12 000', autresAides: String(euros) })
    if (quoi !== 'payer' && quoi !== 'annuler') return g.ordonner(d, quoi, { montant: String(euros) })
    const [v] = (await m.w.owner.query('select id from versement where dossier_id = $1 and verse_le is null and annule_le is null', [d]))
      .rows
    if (!v) return
    if (quoi === 'payer') return g.payer(d)
    return m.w.post(paths.suiviDossier.annulation(d, v.id), { raison: 'Erreur.' }, m.referent.cookie)
  }
  /** From the orders themselves, the one place where both sums come from. */
  const attendu = async (d: string) => {
    const lignes = (await m.w.owner.query('select nature, montant::int, verse_le, annule_le from versement where dossier_id = $1', [d]))
      .rows
    const somme = (ls: typeof lignes) => ls.reduce((t, v) => t + (v.nature === 'reversement' ? -v.montant : v.montant), 0)
    return { ordonne: somme(lignes.filter(v => !v.annule_le)), verse: somme(lignes.filter(v => v.verse_le)) }
  }
  const sommes = async () => {
    const { rows } = await m.w.owner.query('select verse::int as ordonne, paye::int as verse from suivi')
    return { ordonne: rows.reduce((t, r) => t + r.ordonne, 0), verse: rows.reduce((t, r) => t + r.verse, 0) }
  }

  it('un ordre n’est pas un versement\u00a0: chaque page, le portefeuille et ses feuilles disent les deux, au centime, quoi qu’on ordonne, paie ou annule', async () => {
    const geste = fc.record({ quoi: fc.constantFrom(...GESTES), euros: fc.integer({ min: 1, max: 3_000 }) })
    await fc.assert(
      fc.asyncProperty(fc.array(geste, { minLength: 2, maxLength: 7 }), async gestes => {
        const d = await g.unConventionne('2022-10-15T10:00:00')
        await g.depenser(d, 700_000)
        await g.achever(d)
        for (const x of gestes) await jouer(d, x)
        const du = await attendu(d)
        const numero = (await m.w.owner.query('select numero from dossier where id = $1', [d])).rows[0].numero
        const service = await lire(paths.suivi.dossier(d), m.referent.cookie)
        expect(service).toContain(`Ordonnée ${dit(du.ordonne)}`)
        expect(service).toContain(`Versée ${dit(du.verse)}`)
        const porteur = await lire(paths.actes.liste(d), m.vico.cookie)
        expect(porteur).toContain(`Versée ${dit(du.verse)}`)
        const csv = await (await m.w.get(paths.suivi.feuille('projets', 'csv'), m.admin.cookie)).text()
        const [tete, ...lignes] = csv.replace('\ufeff', '').trim().split(/\r?\n/)
        const colonne = (nom: string) => tete!.split(';').indexOf(nom)
        const ligne = lignes.find(l => l.startsWith(numero))!.split(';')
        const centimes = (nom: string) => Math.round(Number(ligne[colonne(nom)]!.replace(',', '.')) * 100)
        expect({ ordonne: centimes('Ordonné (€)'), verse: centimes('Versé (€)') }).toEqual(du)
        const portefeuille = await lire(paths.suivi.portefeuille, m.admin.cookie)
        const tout = await sommes()
        const exact = (c: number) => formatEuros(c, { centimes: true }).replace(/[\u00a0\u202f]/g, ' ')
        expect(portefeuille).toContain(`Ordonné ${exact(tout.ordonne)}`)
        expect(portefeuille).toContain(`Versé aux porteurs ${exact(tout.verse)}`)
        const pdf = await lirePdf(Buffer.from(await (await m.w.get(paths.suivi.rapport, m.admin.cookie)).arrayBuffer()))
        const texte = pdf.texte.replace(/\s+/g, ' ')
        expect(texte).toContain(`Ordonné ${exact(tout.ordonne)}`)
        expect(texte).toContain(`Versé aux porteurs ${exact(tout.verse)}`)
        // nobody is asked back what they never received, nor told that they did
        const tous = (await m.w.owner.query('select nature, montant::int, verse_le, annule_le from versement where dossier_id = $1', [d]))
          .rows
        const recu = tous.filter(v => v.verse_le && v.nature !== 'reversement').reduce((t, v) => t + v.montant, 0)
        for (const v of tous.filter(v => v.nature === 'reversement' && !v.annule_le)) expect(v.montant).toBeLessThanOrEqual(recu)
      }),
      { numRuns: 8, seed: 42, endOnFailure: true },
    )
  }, 120_000)
})
