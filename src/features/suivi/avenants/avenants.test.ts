import { describe, expect, it } from 'vitest'
import { nouvelId } from '../../../contexte.ts'
import { paths } from '../../../paths.ts'
import { lirePdf } from '../../../test/lire-pdf.ts'
import type { MondeSuivis } from '../../../test/suivi.ts'
import { formSigne, type GestesActes, surUnConventionne } from '../../../test/suivi-actes.ts'
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
  /** Signs the last act, on the day of the clock. */
  const signer = async (cookie = m.referent.cookie, jour = m.w.horloge.instant.toISOString().slice(0, 10)) =>
    m.w.post(
      cookie === m.vico.cookie ? paths.actes.signature(d, (await g.actes(d)).at(-1).id) : p.signature(d, (await g.actes(d)).at(-1).id),
      formSigne(jour),
      cookie,
    )
  const accorder = async (corps: Record<string, string | string[]>) => {
    await demander(corps)
    await avis()
    expect((await decider('accorde')).status).toBe(303)
  }
  const lirePdfDe = async (chemin: string) =>
    (await lirePdf(Buffer.from(await (await m.w.get(chemin, m.vico.cookie)).arrayBuffer()))).texte.replace(/\s+/g, ' ')
  const enveloppe = async () => (await m.w.owner.query('select accorde::int, montant::int from enveloppe')).rows[0]
  const enVigueur = async () =>
    (
      await m.w.owner.query(
        'select x.sens, x.montant::int from decision x where x.dossier_id = $1 and not exists (select from decision r where r.remplace_id = x.id)',
        [d],
      )
    ).rows[0]

  it('je demande un délai, le référent donne son avis, l’administratrice accorde\u00a0: un nouvel acte le dit, et la fin bouge à sa signature', async () => {
    expect((await demander(DELAI)).headers.get('location')).toBe(`${paths.actes.liste(d)}?fait=demande`)
    expect((await m.w.courriels()).filter(c => c.dossier_id === d && c.sujet.includes('avenant')).length).toBeGreaterThan(0)
    const [v] = await avenants()
    expect(await g.texte(m.w.get(p.avenant(d, v.id), m.referent.cookie))).toContain('Fin du projet au 31 décembre 2022')
    expect((await avis()).status).toBe(303)
    expect((await decider('accorde')).headers.get('location')).toBe(`${paths.suivi.dossier(d)}?fait=decide`)
    expect((await m.suivi(d)).fin).toBe('2022-09-08')
    expect(await g.texte(m.w.get(paths.actes.liste(d), m.vico.cookie))).toContain('Accordé, à signer')
    expect((await signer()).status).toBe(303)
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

  it('l’aide baisse à la signature, pas avant\u00a0: la décision est remplacée, l’enveloppe retrouve la différence, la lettre nomme l’avenant', async () => {
    const avant = (await enveloppe()).accorde
    await accorder({ ...montant('6 000'), motif: 'Une dépense en moins.\nLe maire l’a dit.' })
    expect((await enveloppe()).accorde).toBe(avant)
    expect(await enVigueur()).toEqual({ sens: 'retenu', montant: 900_000 })
    const [, acte] = await g.actes(d)
    const texte = await lirePdfDe(paths.actes.pdf(d, acte.id))
    for (const mot of [
      'de 9 000,00 €, est ramené à 6 000,00 € (six mille euros)',
      '12 000,00 € hors taxes, au taux de 50,00 %',
      'ne dépassent pas 4 800,00 €',
    ])
      expect(texte).toContain(mot)
    expect(texte.match(/Considérant/g)).toHaveLength(1)
    expect(texte).toContain('Une dépense en moins. Le maire l’a dit')
    expect((await signer(m.vico.cookie)).status).toBe(303)
    expect((await enveloppe()).accorde).toBe(avant - 300_000)
    expect(await enVigueur()).toEqual({ sens: 'partiel', montant: 600_000 })
    await jouerEnvois(m.w.deps)
    const lettre = await lirePdfDe(paths.dossiers.notification(d))
    for (const mot of [
      '6 000,00 €',
      'Cette lettre remplace celle du 8 novembre 2021',
      `L’avenant n° ${acte.numero} à l’acte n°`,
      'est signé, à la date du 1er mars 2022',
      'de 9 000 €, est ramenée à 6 000 €',
      'Préfet de Corse',
    ])
      expect(lettre).toContain(mot)
    expect(lettre).not.toContain('Un acte attributif fixera')
    expect((await m.w.owner.query('select 1 from decision where dossier_id = $1', [d])).rows).toHaveLength(2)
    expect((await m.suivi(d)).etape).toBe('en_cours')
  })

  it('une hausse accordée et pas signée ne paie rien\u00a0; l’enveloppe la réserve\u00a0; signée, elle paie', async () => {
    const avant = (await enveloppe()).accorde
    await g.depenser(d, 1_200_000)
    await accorder(montant('10 000'))
    expect((await enveloppe()).accorde).toBe(avant + 100_000)
    // the ceiling of payments before the balance is still 80 % of 9 000 €
    expect(await g.texte(g.ordonner(d, 'acompte', { montant: '8 000' }))).toContain('dépassent les 7 200 €')
    expect(await g.texte(m.w.get(paths.actes.avenants(d), m.vico.cookie))).toContain('n’est pas encore signé')
    expect((await demander(DELAI)).status).toBe(409)
    expect((await signer()).status).toBe(303)
    expect((await enveloppe()).accorde).toBe(avant + 100_000)
    expect((await g.ordonner(d, 'acompte', { montant: '8 000' })).status).toBe(303)
    expect((await demander(DELAI)).status).toBe(303)
  })

  it('retiré avant sa signature, l’avenant ne change rien et rend ce qu’il réservait\u00a0; je peux en demander un autre', async () => {
    const avant = (await enveloppe()).accorde
    await accorder(montant('10 000'))
    const [, acte] = await g.actes(d)
    const six = await Promise.all(Array.from({ length: 6 }, () => m.w.post(p.retraitActe(d, acte.id), {}, m.referent.cookie)))
    expect(six.filter(r => r.status === 303)).toHaveLength(1)
    expect((await enveloppe()).accorde).toBe(avant)
    expect(await enVigueur()).toMatchObject({ montant: 900_000 })
    expect(await g.texte(m.w.get(paths.actes.liste(d), m.vico.cookie))).toContain('Acte retiré')
    expect((await demander(DELAI)).status).toBe(303)
  })

  it('six signatures à la fois d’un avenant n’en font qu’une\u00a0: une décision, une fois l’argent', async () => {
    const avant = (await enveloppe()).accorde
    await accorder(montant('10 000'))
    const six = await Promise.all(Array.from({ length: 6 }, () => signer()))
    expect(six.filter(r => r.status === 303)).toHaveLength(1)
    expect((await enveloppe()).accorde).toBe(avant + 100_000)
    expect((await m.w.owner.query('select 1 from decision where dossier_id = $1', [d])).rows).toHaveLength(2)
    const [livre] = (await m.w.owner.query('select sum(montant)::int as livre from mouvement where dossier_id = $1', [d])).rows
    expect(livre).toEqual({ livre: 1_000_000 })
  })

  it('un acompte ordonné entre l’accord et la signature l’emporte\u00a0: une baisse ne se signe pas dessous', async () => {
    await accorder(montant('2 000'))
    await g.ordonner(d, 'avance', { montant: '2 700' })
    const r = await signer()
    expect(r.status).toBe(422)
    expect(await g.texte(r)).toContain('ne peut pas descendre à 2 000 €')
    expect(await enVigueur()).toMatchObject({ montant: 900_000 })
    expect((await g.actes(d)).at(-1).signe_le).toBeNull()
  })

  it('l’aide monte dans l’enveloppe\u00a0; un euro de plus que ce qui reste, elle refuse et rien ne change', async () => {
    const { montant: total } = await enveloppe()
    await m.w.owner.query('update enveloppe set montant = accorde + 99999')
    await demander(montant('10 000'))
    await avis()
    const r = await decider('accorde')
    expect(r.status).toBe(422)
    expect(await g.texte(r)).toContain('Il ne reste que 999,99 € à ajouter')
    expect(await enVigueur()).toMatchObject({ montant: 900_000 })
    expect(await g.actes(d)).toHaveLength(1)
    await m.w.owner.query('update enveloppe set montant = accorde + 100000')
    expect((await decider('accorde')).status).toBe(303)
    expect((await signer()).status).toBe(303)
    expect(await enVigueur()).toMatchObject({ montant: 1_000_000 })
    await m.w.owner.query('update enveloppe set montant = $1', [total])
  })

  it('un versement ordonné depuis ma demande l’emporte\u00a0: l’aide ne descend pas dessous', async () => {
    await demander(montant('2 000'))
    await avis()
    await g.ordonner(d, 'avance', { montant: '2 700' })
    const r = await decider('accorde')
    expect(r.status).toBe(422)
    expect(await g.texte(r)).toContain('2 700 € sont déjà ordonnés ou versés')
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
    await demander(montant('10 000'))
    await avis()
    const avant = (await enveloppe()).accorde
    const six = await Promise.all(Array.from({ length: 6 }, () => decider('accorde')))
    expect(six.map(r => r.status).sort()).toEqual([303, 409, 409, 409, 409, 409])
    expect((await enveloppe()).accorde).toBe(avant + 100_000)
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
