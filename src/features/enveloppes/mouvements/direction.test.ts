import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nouvelId } from '../../../contexte.ts'
import { paths } from '../../../paths.ts'
import { type MondeCredits, ouvrirCredits } from '../../../test/credits.ts'
import { adressesServies, nomAdresse, remplie } from '../../../test/securite/adresses-servies.ts'
import { lisible, SLUG } from '../../../test/vico.ts'

const p = paths.administration
let m: MondeCredits
let direction: Awaited<ReturnType<MondeCredits['w']['compte']>>
let dossier: string
beforeAll(async () => {
  m = await ouvrirCredits()
  direction = await m.w.compte({ nom: 'Directrice', roles: [{ role: 'direction', departements: [], volets: [] }] })
  dossier = m.modele
  await m.w.owner.query("update dossier set etat = 'en_instruction' where id = $1", [dossier])
})
afterAll(() => m.w.close())
const lire = async (chemin: string) => {
  const r = await m.w.get(chemin, direction.cookie)
  return { statut: r.status, texte: (await lisible(r)).replace(/[\u00a0\u202f]/g, ' ') }
}

describe('la direction', () => {
  it('lit les dossiers de tout le guichet, les chiffres, le suivi et les enveloppes', async () => {
    for (const [chemin, mot] of [
      [paths.instruction.boite, 'Vico'],
      [paths.instruction.dossier(dossier), 'Vico'],
      [paths.instruction.bord, 'Tableau de bord'],
      [paths.suivi.portefeuille, 'Suivi'],
      [p.toutesEnveloppes, 'Enveloppes'],
    ] as const) {
      const lu = await lire(chemin)
      expect([chemin, lu.statut]).toEqual([chemin, 200])
      expect(lu.texte, chemin).toContain(mot)
    }
  })

  it('ouvre les enveloppes, abonde, défait, joint\u00a0: chaque mouvement porte son nom', async () => {
    expect((await m.w.post(p.ouvertureEnveloppes(SLUG), {}, direction.cookie)).status).toBe(303)
    const [e] = await m.q('select id from enveloppe where appel_id = $1', [m.appelId])
    const champs = { mouvement: 'abondement', montant: '150 000', de: '', vers: e!.id as string, raison: 'Crédits délégués' }
    const page = await (await m.w.get(`${m.page}?${new URLSearchParams(champs)}`, direction.cookie)).text()
    const corps = new FormData()
    const id = nouvelId()
    for (const [nom, v] of Object.entries({ ...champs, cle: id, vu: /name="vu" value="([^"]*)"/.exec(page)![1]! })) corps.set(nom, v)
    expect((await m.w.post(p.mouvements(SLUG), corps, direction.cookie)).status).toBe(303)
    expect((await lire(m.page)).texte).toContain('Directrice')
    expect((await lire(paths.instruction.boite)).texte).toContain('Abondement de 150 000 €')
    expect((await m.w.post(p.annulationMouvement(SLUG, id), {}, direction.cookie)).status).toBe(303)
    expect((await m.etat(e!.id)).montant).toBe(79_400_000)
  })

  it('n’instruit jamais\u00a0: aucune adresse d’un dossier, d’un lauréat ou de l’administration ne fait rien pour elle', async () => {
    const avant = await m.w.journal()
    const faits: string[] = []
    const argent = [p.ouvertureEnveloppes, p.mouvements, p.annulationMouvement, p.documentMouvement].map(a => a.modele as string)
    // she reads the journal too, and takes it away
    const siennes: string[] = [...argent, p.journalFichier, p.journalVerification]
    for (const r of adressesServies(m.w).filter(
      a => a.methode === 'POST' && /^\/(instruction|suivi|administration|comite)\//.test(a.chemin),
    )) {
      if (siennes.includes(r.chemin)) continue
      const reponse = await m.w.post(
        remplie(r.chemin, { id: dossier, slug: SLUG, dossier, nature: 'avance' }),
        { motif: 'Un motif assez long.' },
        direction.cookie,
      )
      if (reponse.status < 300) faits.push(`${nomAdresse(r)} ${reponse.status}`)
      await reponse.body?.cancel()
    }
    expect(faits).toEqual([])
    const nouveaux = (await m.w.journal()).slice(avant.length).map(e => e.action)
    expect(
      nouveaux.filter(a => /^(instruction\.(?!vue_|colonnes|file_|interim)|dossier|comite|decision|suivi|notification|appel)/.test(a)),
    ).toEqual([])
    expect((await m.w.owner.query('select etat, assigne_a from instruction where dossier_id = $1', [dossier])).rows).toEqual([
      { etat: 'en_instruction', assigne_a: null },
    ])
  })

  it('un référent, un lecteur et un porteur ne mouvementent rien', async () => {
    const autres = await Promise.all(
      (['referent_regional', 'lecteur'] as const).map(role => m.w.compte({ roles: [{ role, departements: [], volets: [] }] })),
    )
    for (const { cookie } of [...autres, m.porteur])
      for (const r of [
        await m.w.get(m.page, cookie),
        await m.w.get(p.toutesEnveloppes, cookie),
        await m.w.post(p.ouvertureEnveloppes(SLUG), {}, cookie),
      ])
        expect(r.status).toBe(404)
  })
})
