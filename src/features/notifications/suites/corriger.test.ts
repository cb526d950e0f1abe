import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { type MondeDecisions, ouvrirDecisions } from '../../../test/decisions.ts'
import { lisible, SLUG } from '../../../test/vico.ts'

const a = paths.administration
const RAISON = 'Une erreur de calcul sur la base.'

describe('corriger une décision notifiée', () => {
  let m: MondeDecisions
  let d: string
  let vue: string
  beforeAll(async () => {
    m = await ouvrirDecisions()
  })
  afterAll(() => m.w.close())
  beforeEach(async () => {
    m.w.regler('2021-11-08T14:00:00')
    ;[d] = (await m.dossiers(1)) as [string]
    vue = await m.notifie(d, { sens: 'partiel', montant: 612_300 })
    m.w.regler('2021-11-15T10:00:00')
  })
  const corriger = (plus: Record<string, string> = {}, cookie = m.admin.cookie) =>
    m.w.post(
      a.correction(SLUG, d),
      { vue, sens: 'partiel', montant: '5 877', rang: '', motif: '', conditions: '', raison: RAISON, ...plus },
      cookie,
    )
  const lire = async (r: Response | Promise<Response>) => (await lisible(await r)).replace(/[\u00a0\u202f]/g, ' ')
  const enVigueur = async (dossier = d) =>
    (
      await m.w.owner.query(
        `select d.id, d.sens, d.montant::int, d.correction, d.seance_id from decision d where d.dossier_id = $1
        and not exists (select from decision r where r.remplace_id = d.id)`,
        [dossier],
      )
    ).rows[0]

  it('je corrige en disant pourquoi\u00a0: l’ancienne se lit jusqu’à la nouvelle lettre, qui la cite\u00a0; les deux restent lisibles', async () => {
    const ancienne = await m.lettre(d, m.vico.cookie)
    expect(await m.lire(a.correction(SLUG, d), m.admin.cookie)).toContain('Décision actuelle : retenu en partie, 6 123 €')
    expect((await corriger({ conditions: 'Associer les usagers' })).headers.get('location')).toBe(
      `${a.notifications(SLUG)}?fait=correction-1`,
    )
    const decision = await enVigueur()
    expect(decision).toMatchObject({ sens: 'partiel', montant: 587_700, correction: RAISON, seance_id: null })
    expect((await m.accorde()).accorde).toBe((await m.accorde()).livre)
    // what was told stands until the new letter
    for (const page of [await m.lire(paths.dossiers.voir(d), m.vico.cookie), await m.lire(paths.projetsAides({ appel: SLUG }))]) {
      expect(page).toContain('6 123 €')
      expect(page).not.toContain('5 877 €')
    }
    await m.notifier([decision.id])
    const page = await m.lire(paths.dossiers.voir(d), m.vico.cookie)
    for (const mot of ['5 877 €', 'Elle remplace', 'la lettre du 8 novembre 2021']) expect(page).toContain(mot)
    const laureats = await m.lire(paths.projetsAides({ appel: SLUG }))
    expect([laureats.includes('5 877 €'), laureats.includes('6 123 €')]).toEqual([true, false])
    for (const qui of [m.vico, m.olmeto]) {
      const lettre = await m.lettre(d, qui.cookie)
      for (const mot of ['corrige et remplace celle du 8 novembre 2021', RAISON, 'Associer les usagers', 'Contester la décision'])
        expect(lettre).toContain(mot)
    }
    const { rows } = await m.w.owner.query(
      `select p.id, p.sha256 from notification n join notification p on p.id = n.remplace_id
        join dossier o on o.id = n.dossier_id and o.structure_id = n.structure_id where n.decision_id = $1`,
      [decision.id],
    )
    const [{ id: lettre }] = rows
    expect((await m.w.get(paths.dossiers.decision(d, lettre), m.vico.cookie)).status).toBe(200)
    expect(ancienne).toContain('six mille cent vingt-trois euros')
    for (const qui of [m.olmeto, m.ailleurs, m.admin])
      expect((await m.w.get(paths.dossiers.decision(d, lettre), qui.cookie)).status).toBe(404)
    expect(await m.lire(a.notifications(SLUG), m.admin.cookie)).toContain('Décision précédente, envoyée le 8 novembre 2021')
    expect((await m.w.get(a.lettre(SLUG, lettre), m.admin.cookie)).status).toBe(200)
    const mails = (await m.w.courriels()).filter(c => c.dossier_id === d && c.texte.includes('remplace la précédente'))
    expect(mails.map(c => c.destinataire)).toEqual(expect.arrayContaining([m.vico.courriel, m.olmeto.courriel]))
    expect((await m.w.journal()).filter(e => e.objet_id === d && e.action === 'decision.corrigee')).toHaveLength(1)
    expect(await m.lire(paths.instruction.historique(d), m.referent.cookie)).toContain(`corrige la décision notifiée : « ${RAISON} »`)
  })

  it('d’un retenu je fais un non retenu\u00a0: l’argent revient, puis à l’envoi le projet quitte les lauréats', async () => {
    const avant = (await m.accorde()).accorde
    expect((await corriger({ sens: 'non_retenu', motif: 'Le projet n’est pas éligible.' })).status).toBe(303)
    expect((await m.accorde()).accorde).toBe(avant - 612_300)
    expect(await m.etat(d)).toBe('retenu')
    await m.notifier([(await enVigueur()).id])
    expect(await m.etat(d)).toBe('non_retenu')
    expect(await m.lire(paths.projetsAides({ appel: SLUG }))).not.toContain('6 123 €')
    expect(await m.lire(paths.dossiers.voir(d), m.vico.cookie)).toContain('Votre projet n’est pas retenu')
  })

  it('une correction peut être corrigée avant de partir\u00a0; seule la dernière part, et remplace la lettre reçue', async () => {
    await corriger()
    const premiere = (await enVigueur()).id
    await m.w.post(a.confirmation(SLUG), { decisions: premiere }, m.admin.cookie)
    expect((await corriger({ vue: premiere, montant: '5 432' })).status).toBe(303)
    await m.notifier([(await enVigueur()).id])
    expect(await m.lettre(d, m.vico.cookie)).toContain('celle du 8 novembre 2021')
    const page = await m.lire(paths.dossiers.voir(d), m.vico.cookie)
    expect([page.includes('5 432 €'), page.includes('5 877 €')]).toEqual([true, false])
  })

  it('sans raison, trop long, au-delà de l’aide demandée ou de ce qui reste\u00a0: la page revient avec ma saisie', async () => {
    await m.laisser(0)
    for (const [plus, phrase] of [
      [{ raison: ' ' }, 'Dites pourquoi vous corrigez'],
      [{ raison: 'a'.repeat(4001) }, 'trop long'],
      [{ montant: '99 999' }, 'dépassent l’aide demandée'],
      [{ montant: '6 123,01' }, 'Il ne reste que 6 123 €'],
      [{ sens: 'ajourne', motif: 'Plus tard.' }, 'Choisissez une décision'],
      [{ sens: 'non_retenu' }, 'Dites pourquoi'],
      [{ sens: 'liste_complementaire' }, 'Indiquez le rang'],
    ] as [Record<string, string>, string][]) {
      const r = await corriger({ conditions: 'Ce que j’ai écrit', ...plus })
      expect(r.status, phrase).toBe(422)
      const page = await lire(r)
      expect(page).toContain(phrase)
      expect(page).toContain('Ce que j’ai écrit')
    }
    expect((await enVigueur()).id).toBe(vue)
    await m.laisser(10_000_000)
  })

  it('six corrections à la fois n’en font qu’une', async () => {
    const six = await Promise.all(Array.from({ length: 6 }, () => corriger()))
    expect(six.map(r => r.status).sort()).toEqual([303, 409, 409, 409, 409, 409])
    expect((await m.accorde()).accorde).toBe((await m.accorde()).livre)
  })

  it('un renoncement et une correction qui se croisent laissent l’enveloppe juste', async () => {
    const avant = (await m.accorde()).accorde - 612_300
    await Promise.all([corriger(), m.w.post(paths.dossiers.renoncement(d), { motif: 'Le projet s’arrête.' }, m.vico.cookie)])
    expect(await m.etat(d)).toBe('renonce')
    expect(await m.accorde()).toEqual({ accorde: avant, livre: avant })
    expect((await corriger({ vue: (await enVigueur()).id })).status).toBe(409)
  })

  it('avant sa lettre, une décision se reprend en séance\u00a0; qui parle pour le projet, un référent, un porteur ne la corrigent pas', async () => {
    const [autre] = (await m.dossiers(1)) as [string]
    const decision = await m.decide(autre, { sens: 'retenu', montant: 500_000 })
    const corps = { vue: decision, sens: 'partiel', montant: '10', raison: RAISON }
    const r = await m.w.post(a.correction(SLUG, autre), corps, m.admin.cookie)
    expect([r.status, await lire(r)]).toEqual([422, expect.stringContaining('n’est pas encore partie')])
    expect(await lire(corriger({}, m.adjointe.cookie))).toContain('une autre personne s’en charge')
    expect((await m.w.get(a.correction(SLUG, d), m.adjointe.cookie)).status).toBe(422)
    for (const qui of [m.vico, m.ailleurs, m.referent]) {
      expect((await m.w.get(a.correction(SLUG, d), qui.cookie)).status).toBe(404)
      expect((await corriger({}, qui.cookie)).status).toBe(404)
    }
    expect((await enVigueur()).id).toBe(vue)
  })

  it('payée par une enveloppe que l’appel n’a pas, la correction est refusée et le dit', async () => {
    const r = await corriger({ enveloppe: crypto.randomUUID() })
    expect([r.status, await lire(r)]).toEqual([422, expect.stringContaining('L’enveloppe choisie ne peut pas payer ce dossier.')])
    expect((await enVigueur()).id).toBe(vue)
  })
})
