import { describe, expect, it } from 'vitest'
import { nouvelId } from '../../../contexte.ts'
import { paths } from '../../../paths.ts'
import { lirePdf } from '../../../test/lire-pdf.ts'
import type { MondeSuivis } from '../../../test/suivi.ts'
import { type GestesActes, surUnConventionne } from '../../../test/suivi-actes.ts'
import { jouerEnvois } from '../../notifications/index.ts'

const p = paths.suiviDossier
const DELAI = { objets: ['delai'], fin: '31/12/2022', motif: 'Le marché est infructueux.' }
const montant = (euros: string) => ({ objets: ['montant'], montant: euros, motif: 'Une dépense en moins.' })

describe('un avenant', () => {
  let m: MondeSuivis
  let g: GestesActes
  let d: string
  surUnConventionne('2022-03-01T10:00:00', v => {
    ;({ m, g, d } = v)
  })
  const demander = (corps: Record<string, string | string[]>, cookie = m.vico.cookie) => m.w.post(paths.actes.avenants(d), corps, cookie)
  const avenants = async () =>
    (await m.w.owner.query('select * from avenant where dossier_id = $1 order by demande_le desc, id desc', [d])).rows
  const avis = async (avisEcrit = 'Favorable.', cookie = m.referent.cookie) =>
    m.w.post(p.avisAvenant(d, (await avenants())[0].id), { avis: avisEcrit }, cookie)
  const decider = async (sens: string, reponse = '', cookie = m.admin.cookie) =>
    m.w.post(p.decisionAvenant(d, (await avenants())[0].id), { sens, reponse }, cookie)
  const enveloppe = async () => (await m.w.owner.query('select accorde::int, montant::int from enveloppe')).rows[0]
  const enVigueur = async () =>
    (
      await m.w.owner.query(
        'select x.sens, x.montant::int from decision x where x.dossier_id = $1 and not exists (select from decision r where r.remplace_id = x.id)',
        [d],
      )
    ).rows[0]

  it('je demande un délai, le référent donne son avis, l’administratrice accorde\u00a0: la fin bouge, un nouvel acte le dit', async () => {
    expect((await demander(DELAI)).headers.get('location')).toBe(`${paths.actes.liste(d)}?fait=demande`)
    expect((await m.w.courriels()).filter(c => c.dossier_id === d && c.sujet.includes('avenant')).length).toBeGreaterThan(0)
    const [v] = await avenants()
    expect(await g.texte(m.w.get(p.avenant(d, v.id), m.referent.cookie))).toContain('Fin du projet au 31 décembre 2022')
    expect((await avis()).status).toBe(303)
    expect((await decider('accorde')).headers.get('location')).toBe(`${paths.suivi.dossier(d)}?fait=decide`)
    expect(await m.suivi(d)).toMatchObject({ fin: '2022-12-31', fin_initiale: '2022-09-08' })
    const [, acte] = await g.actes(d)
    expect(acte).toMatchObject({ nature: 'avenant', rang: 2 })
    const lu = await lirePdf(Buffer.from(await (await m.w.get(paths.actes.pdf(d, acte.id), m.vico.cookie)).arrayBuffer()))
    for (const mot of ['Avenant à l’acte', 'au plus tard le 31 décembre 2022', 'Le marché est infructueux', 'Arrête'])
      expect(lu.texte.replaceAll('\u00a0', ' ')).toContain(mot)
    expect(lu.texte).not.toContain('Nouveau montant')
    expect((await m.w.courriels()).filter(c => c.dossier_id === d && c.sujet.includes('accordé')).length).toBe(3)
    expect(await g.texte(m.w.get(paths.suivi.dossier(d), m.referent.cookie))).toContain('au lieu du 08/09/2022')
    expect(await g.texte(m.w.get(paths.instruction.historique(d), m.referent.cookie))).toContain('accorde l’avenant')
  })

  it('l’aide baisse\u00a0: la décision est remplacée, l’enveloppe retrouve la différence, la lettre part', async () => {
    const avant = (await enveloppe()).accorde
    await demander(montant('6 000'))
    await avis()
    expect((await decider('accorde')).status).toBe(303)
    expect((await enveloppe()).accorde).toBe(avant - 300_000)
    expect(await enVigueur()).toEqual({ sens: 'partiel', montant: 600_000 })
    await jouerEnvois(m.w.deps)
    const lettre = await lirePdf(Buffer.from(await (await m.w.get(paths.dossiers.notification(d), m.vico.cookie)).arrayBuffer()))
    for (const mot of ['6 000,00 €', 'Cette lettre remplace celle du 8 novembre 2021'])
      expect(lettre.texte.replaceAll('\u00a0', ' ')).toContain(mot)
    expect((await m.suivi(d)).etape).toBe('en_cours')
  })

  it('l’aide monte dans l’enveloppe\u00a0; un euro de plus que ce qui reste, elle refuse et rien ne change', async () => {
    const { montant: total } = await enveloppe()
    await m.w.owner.query('update enveloppe set montant = accorde + 99999')
    await demander(montant('10 000'))
    await avis()
    const r = await decider('accorde')
    expect(r.status).toBe(422)
    expect(await g.texte(r)).toContain('Il ne reste que 9 999,99 €')
    expect(await enVigueur()).toMatchObject({ montant: 900_000 })
    expect(await g.actes(d)).toHaveLength(1)
    await m.w.owner.query('update enveloppe set montant = accorde + 100000')
    expect((await decider('accorde')).status).toBe(303)
    expect(await enVigueur()).toMatchObject({ montant: 1_000_000 })
    await m.w.owner.query('update enveloppe set montant = $1', [total])
  })

  it('un versement ordonné depuis ma demande l’emporte\u00a0: l’aide ne descend pas dessous', async () => {
    await demander(montant('2 000'))
    await avis()
    await g.ordonner(d, 'avance', { montant: '2 700' })
    const r = await decider('accorde')
    expect(r.status).toBe(422)
    expect(await g.texte(r)).toContain('2 700 € sont déjà versés')
    expect(await enVigueur()).toMatchObject({ montant: 900_000 })
  })

  it('refusé, toujours avec un motif que le porteur lit\u00a0; je peux alors demander autre chose', async () => {
    await demander({
      objets: ['objet', 'partenaire'],
      objet: 'Sans la formation.',
      partenaire: 'Olmeto se retire.',
      motif: 'Faute d’agents.',
    })
    await avis('Défavorable.')
    expect(await g.texte(decider('refuse'))).toContain('Dites pourquoi vous refusez')
    expect(await g.texte(decider(''))).toContain('Accordez ou refusez')
    expect((await decider('refuse', 'La formation est le cœur du projet.')).status).toBe(303)
    expect(await g.texte(m.w.get(paths.actes.liste(d), m.vico.cookie))).toContain('La formation est le cœur du projet.')
    expect(await g.actes(d)).toHaveLength(1)
    expect((await decider('accorde')).status).toBe(409)
    expect((await demander(DELAI)).status).toBe(303)
  })

  it('une demande à la fois, même à six\u00a0; retirée, une autre la remplace', async () => {
    const six = await Promise.all(Array.from({ length: 6 }, () => demander(DELAI)))
    expect(six.map(r => r.status).sort()).toEqual([303, 409, 409, 409, 409, 409])
    const [v] = await avenants()
    expect((await m.w.post(paths.actes.retraitAvenant(d, v.id), {}, m.vico.cookie)).status).toBe(303)
    expect((await avis()).status).toBe(409)
    const cle = nouvelId()
    for (let i = 0; i < 2; i++) expect((await demander({ ...DELAI, cle })).status).toBe(303)
    expect(await avenants()).toHaveLength(2)
    await avis()
    await decider('refuse', 'Non.')
    expect((await m.w.post(paths.actes.retraitAvenant(d, (await avenants())[0].id), {}, m.vico.cookie)).status).toBe(409)
  })

  it('six décisions à la fois n’en font qu’une', async () => {
    await demander(montant('6 000'))
    await avis()
    const avant = (await enveloppe()).accorde
    const six = await Promise.all(Array.from({ length: 6 }, () => decider('accorde')))
    expect(six.map(r => r.status).sort()).toEqual([303, 409, 409, 409, 409, 409])
    expect((await enveloppe()).accorde).toBe(avant - 300_000)
    expect(await g.actes(d)).toHaveLength(2)
  })

  it('une demande fautive revient avec ma saisie\u00a0; un avis vide, ou une décision sans avis, sont refusés', async () => {
    const r = await demander({ objets: ['delai', 'montant'], fin: '01/01/2022', montant: '99 999', motif: '' })
    expect(r.status).toBe(422)
    const html = (await r.text()).replace(/[\u00a0\u202f]/g, ' ')
    for (const mot of ['ne prolonge pas', 'dépassent la dépense éligible', 'Dites pourquoi', 'value="99 999"', 'value="01/01/2022"'])
      expect(html).toContain(mot)
    await demander(DELAI)
    expect((await avis('')).status).toBe(422)
    expect(await g.texte(decider('accorde'))).toContain('n’a pas encore donné son avis')
  })

  it('avant la signature il n’y a rien à modifier\u00a0; chacun fait ce qui est à lui', async () => {
    const [sans] = (await m.laureats(1)) as [string]
    expect(await g.texte(m.w.post(paths.actes.avenants(sans), DELAI, m.vico.cookie))).toContain('n’est pas encore signé')
    await demander(DELAI)
    const [v] = await avenants()
    for (const qui of [m.ailleurs, m.referent, m.admin, m.hauteCorse]) expect((await demander(DELAI, qui.cookie)).status).toBe(404)
    expect((await demander(DELAI, m.olmeto.cookie)).status).toBe(403)
    for (const qui of [m.vico, m.olmeto, m.ailleurs, m.hauteCorse, m.lecteur]) {
      expect((await avis('Oui.', qui.cookie)).status).toBe(404)
      expect((await decider('accorde', '', qui.cookie)).status).toBe(404)
      expect((await m.w.get(p.avenant(d, v.id), qui.cookie)).status).toBe(404)
    }
    await avis()
    // the opinion is the référent's, the decision is not
    expect((await decider('accorde', '', m.referent.cookie)).status).toBe(403)
    expect((await m.suivi(d)).fin).toBe('2022-09-08')
  })
})
