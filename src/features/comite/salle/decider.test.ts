import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { nouvelId } from '../../../contexte.ts'
import { paths } from '../../../paths.ts'
import { type MondeComite, ouvrirComite } from '../../../test/comite.ts'
import { lisible } from '../../../test/vico.ts'

const p = paths.comite
let m: MondeComite
beforeAll(async () => {
  m = await ouvrirComite()
})
afterAll(() => m.w.close())

let seance: string
let dossiers: string[]
const lire = async (r: Response | Promise<Response>) => (await lisible(await r)).replace(/[\u00a0\u202f]/g, ' ')
const q = (texte: string, valeurs: unknown[] = []) => m.w.owner.query(texte, valeurs)
/** A séance that is open, everybody there and without conflict. */
async function ouvrir(nombre: number) {
  dossiers = await m.dossiers(nombre)
  seance = await m.seance(dossiers)
  for (const d of dossiers)
    await q(
      `insert into conflit (id, guichet_id, seance_id, membre_id, compte_id, dossier_id, declare, origine, motif, declare_le)
        select gen_random_uuid(), guichet_id, seance_id, id, compte_id, $2, 'aucun', 'declaration', '', $3 from seance_membre where seance_id = $1`,
      [seance, d, m.w.horloge.instant],
    )
  await q("update seance_membre set presence = 'present' where seance_id = $1", [seance])
  await m.w.post(p.ouverture(seance), {}, m.administratrice.cookie)
}
beforeEach(() => ouvrir(3))

const RETENU = { sens: 'retenu', montant: '10 000', rang: '', motif: '', conditions: '', conclusion: 'Projet prêt.' }
const decider = (dossier: string, plus: Record<string, string> = {}, cookie = m.administratrice.cookie) =>
  m.w.post(p.decision(seance, dossier), { ...RETENU, vue: '', ...plus }, cookie)
const decisions = async (dossier: string) =>
  (await q('select sens, montant::int, rang, motif, remplace_id, id from decision where dossier_id = $1 order by prise_le, id', [dossier]))
    .rows
const etat = async (dossier: string) => (await q('select etat from dossier where id = $1', [dossier])).rows[0].etat
const accorde = async () => (await q('select sum(accorde)::int as n from enveloppe')).rows[0].n

describe('décider d’un dossier en séance', () => {
  // seen to fail when the title names the séance alone
  it('chaque onglet de la salle dit le dossier qu’il montre', async () => {
    const titre = async (d: string) =>
      /<title>([^<]*)/.exec(await (await m.w.get(p.salleDossier(seance, d), m.administratrice.cookie)).text())![1]
    expect(new Set(await Promise.all(dossiers.map(titre))).size).toBe(3)
  })

  it('retenu\u00a0: l’argent est pris, le débat est écrit, le porteur n’en sait rien', async () => {
    const [d] = dossiers as [string]
    const avant = await accorde()
    const page = await lire(m.w.get(p.salle(seance), m.administratrice.cookie))
    for (const mot of ['Décision du comité', 'Dossier 1 sur 3', 'Quorum atteint', 'Aide demandée', '10 000 €']) expect(page).toContain(mot)
    const r = await decider(d)
    expect(r.headers.get('location')).toBe(p.salle(seance))
    expect(await decisions(d)).toMatchObject([{ sens: 'retenu', montant: 1_000_000, rang: null, remplace_id: null }])
    expect(await accorde()).toBe(avant + 1_000_000)
    expect(await etat(d)).toBe('delibere')
    const { rows } = await q('select conclusion, cardinality(presents) as presents from deliberation where dossier_id = $1', [d])
    expect(rows).toEqual([{ conclusion: 'Projet prêt.', presents: 4 }])
    const suite = await lire(m.w.get(p.salle(seance), m.regionale.cookie))
    expect(suite).toContain('retenu, 10 000 €')
    expect(suite).toContain('1 dossier décidé sur 3')
    expect(await lire(m.w.get(paths.dossiers.voir(d), m.porteur.cookie))).not.toMatch(/[Rr]etenu/)
    expect((await m.w.journal()).filter(e => e.objet_id === d && e.action === 'comite.decide')).toHaveLength(1)
  })

  it.each([
    ['sans décision', { sens: '' }, 'Choisissez une décision'],
    ['un montant illisible', { montant: 'beaucoup' }, 'beaucoup'],
    ['plus que ce qui est demandé', { montant: '10 000,01' }, 'dépassent l’aide demandée, 10 000 €'],
    ['retenu avec moins que ce que les règles permettent', { montant: '9 000' }, 'Il manque 1 000 €'],
    ['en partie avec tout', { sens: 'partiel' }, 'c’est tout ce que les règles permettent'],
    ['en partie pour rien', { sens: 'partiel', montant: '0' }, 'n’est pas une aide'],
    ['liste complémentaire sans rang', { sens: 'liste_complementaire' }, 'Indiquez le rang'],
    ['un rang qui n’en est pas un', { sens: 'liste_complementaire', rang: 'premier' }, 'n’est pas un rang'],
    ['non retenu sans motif', { sens: 'non_retenu' }, 'Dites pourquoi'],
    ['une conclusion trop longue', { conclusion: 'a'.repeat(4001) }, 'trop long'],
  ])('%s\u00a0: rien n’est décidé, ce qui est tapé reste', async (_cas, champs, phrase) => {
    const [d] = dossiers as [string]
    const r = await decider(d, champs)
    expect(r.status).toBe(422)
    const html = await lire(r)
    expect(html).toContain(phrase)
    expect(html).toContain('Erreur : ')
    expect(await decisions(d)).toEqual([])
    expect(await etat(d)).toBe('au_comite')
  })

  it('une décision se reprend\u00a0: la nouvelle remplace, l’argent revient d’abord', async () => {
    const [d] = dossiers as [string]
    const avant = await accorde()
    await decider(d)
    const [premiere] = await decisions(d)
    expect(await lire(m.w.get(p.salleDossier(seance, d), m.administratrice.cookie))).toContain('Déjà décidé : retenu, 10 000 €')
    const r = await decider(d, { sens: 'partiel', montant: '4 000', vue: premiere.id })
    expect(r.status).toBe(303)
    expect((await decisions(d))[1]).toMatchObject({ sens: 'partiel', montant: 400_000, remplace_id: premiere.id })
    expect(await accorde()).toBe(avant + 400_000)
    await decider(d, { sens: 'non_retenu', motif: 'Le projet n’est pas mûr.', vue: (await decisions(d))[1].id })
    expect(await accorde()).toBe(avant)
  })

  it('deux personnes décident en même temps\u00a0: la seconde lit la décision de la première, et rien n’est perdu', async () => {
    const [d] = dossiers as [string]
    await q('update seance set president_id = (select id from seance_membre where seance_id = $1 and compte_id = $2) where id = $1', [
      seance,
      m.regionale.id,
    ])
    const deux = await Promise.all([decider(d), decider(d, { sens: 'partiel', montant: '5 000' }, m.regionale.cookie)])
    expect(deux.map(r => r.status).sort()).toEqual([303, 409])
    const html = await lire(deux.find(r => r.status === 409)!)
    expect(html).toContain('Une autre décision a été enregistrée')
    expect(await decisions(d)).toHaveLength(1)
  })

  it('clore pendant que je décide\u00a0: ou ma décision est écrite et au procès-verbal, ou je le lis, avec ce que j’avais tapé', async () => {
    const [d] = dossiers as [string]
    await q('update seance set president_id = (select id from seance_membre where seance_id = $1 and compte_id = $2) where id = $1', [
      seance,
      m.regionale.id,
    ])
    const [decision, cloture] = await Promise.all([
      decider(d, { conclusion: 'Un long débat.' }, m.regionale.cookie),
      m.w.post(p.cloture(seance), {}, m.administratrice.cookie),
    ])
    expect(cloture.status).toBe(303)
    expect(await decisions(d)).toHaveLength(decision.status === 303 ? 1 : 0)
    // afterwards it is certain: the séance is closed
    const [, b] = dossiers as [string, string]
    const tard = await decider(b, { conclusion: 'Le débat a porté sur les délais.' }, m.regionale.cookie)
    expect(tard.status).toBe(409)
    const page = await lire(tard)
    for (const mot of ['La séance a été close pendant votre saisie', 'Le débat a porté sur les délais.']) expect(page).toContain(mot)
    expect(await decisions(b)).toEqual([])
  })

  it('deux administrateurs closent à la fois, et une troisième personne pointe\u00a0: une clôture, et chacun sait où en est la séance', async () => {
    const presences = (await q('select id from seance_membre where seance_id = $1', [seance])).rows
    await q('update seance set president_id = $2 where id = $1', [seance, presences[0].id])
    const corps = { ...Object.fromEntries(presences.map(x => [`presence-${x.id}`, 'present'])), president: presences[0].id }
    const [un, deux, pointage] = await Promise.all([
      m.w.post(p.cloture(seance), {}, m.administratrice.cookie),
      m.w.post(p.cloture(seance), {}, m.administratrice.cookie),
      m.w.post(p.presences(seance), corps, m.administratrice.cookie),
    ])
    expect([un.status, deux.status]).toEqual([303, 303])
    expect([303, 409]).toContain(pointage.status)
    const closes = (await m.w.journal()).filter(e => e.objet_id === seance && e.action === 'comite.seance_close')
    expect(closes).toHaveLength(1)
  })

  it('un dossier ajourné reste devant le comité, sans suite il n’y est plus', async () => {
    const [a, b] = dossiers as [string, string]
    await decider(a, { sens: 'ajourne', motif: 'Le plan de financement est à revoir.' })
    expect(await etat(a)).toBe('au_comite')
    await decider(b, { sens: 'sans_suite', motif: 'Le porteur a renoncé.' })
    expect(await etat(b)).toBe('delibere')
  })

  it('un rang de la liste complémentaire n’est qu’à un dossier', async () => {
    const [a, b] = dossiers as [string, string]
    expect((await decider(a, { sens: 'liste_complementaire', rang: '41' })).status).toBe(303)
    const r = await decider(b, { sens: 'liste_complementaire', rang: '41' })
    expect(r.status).toBe(422)
    expect(await lire(r)).toContain('Le rang 41 est celui du dossier')
  })

  it('la base que propose l’instruction est un plafond, une fois la fiche finie', async () => {
    const [d] = dossiers as [string]
    await q(
      `insert into rapport (dossier_id, guichet_id, base, taux, montant, modifie_par, modifie_le, termine_par, termine_le, points_forts)
        values ($1, $2, 800000, 0.5, 400000, $3, $4, $3, $4, 'Projet mutualisé')`,
      [d, m.w.guichetId, m.administratrice.id, m.w.horloge.instant],
    )
    const page = await lire(m.w.get(p.salleDossier(seance, d), m.administratrice.cookie))
    for (const mot of ['Projet mutualisé', 'Base éligible', '8 000 €', 'L’instruction propose 4 000 €']) expect(page).toContain(mot)
    expect(await lire(decider(d))).toContain('dépassent la base que l’aide peut payer, 8 000 €')
    expect((await decider(d, { montant: '8 000' })).status).toBe(303)
  })
})

describe('ce qui empêche de décider', () => {
  it('sans le quorum des membres présents et non déportés', async () => {
    const [d] = dossiers as [string]
    await q("update seance_membre set presence = 'absent' where seance_id = $1 and compte_id <> $2", [seance, m.regionale.id])
    const r = await decider(d)
    expect(r.status).toBe(422)
    expect(await lire(r)).toContain('Le quorum n’est pas atteint pour ce dossier : 1 votant présent')
    expect(await decisions(d)).toEqual([])
  })

  it('quand l’enveloppe ne suffit pas\u00a0: la page dit ce qui reste, et six décisions à la fois ne la dépassent pas', async () => {
    await ouvrir(6)
    const pris = await accorde()
    await q('update enveloppe set montant = $1', [pris + 2_500_000])
    const six = await Promise.all(dossiers.map(d => decider(d)))
    expect(six.filter(r => r.status === 303)).toHaveLength(2)
    const refus = await lire(six.find(r => r.status === 422)!)
    expect(refus).toContain('L’enveloppe ne suffit pas : il reste 5 000 €')
    expect(await accorde()).toBe(pris + 2_000_000)
    await q('update enveloppe set montant = 79400000')
  })

  it('un membre qui ne préside pas, un déporté, un porteur\u00a0; ni avant l’ouverture, ni après la clôture', async () => {
    const [d] = dossiers as [string]
    expect((await decider(d, {}, m.corseDuSud.cookie)).status).toBe(403)
    expect((await decider(d, {}, m.porteur.cookie)).status).toBe(404)
    expect((await decider(nouvelId())).status).toBe(404)
    await q("update seance set etat = 'close', close_le = $2 where id = $1", [seance, m.w.horloge.instant])
    expect((await decider(d)).status).toBe(409)
    expect(await decisions(d)).toEqual([])
  })

  it('une décision déjà notifiée ne se reprend pas dans la salle', async () => {
    const [d] = dossiers as [string]
    await decider(d)
    await q("update dossier set etat = 'retenu' where id = $1", [d])
    const [prise] = await decisions(d)
    expect(await lire(decider(d, { sens: 'non_retenu', motif: 'Non.', vue: prise.id }))).toContain('Cette décision est notifiée')
  })
})

describe('les notes dans la salle', () => {
  it('restent cachées à qui n’a pas finalisé les siennes\u00a0; qui a finalisé, et l’administration, les voient', async () => {
    const [d] = dossiers as [string]
    for (const [membre, avis] of [
      [m.regionale, 'Avis de la régionale'],
      [m.corseDuSud, 'Avis du 2A'],
    ] as const)
      await q(
        `insert into grille (id, guichet_id, seance_id, membre_id, dossier_id, avis, modifiee_le, finalisee_le, depot_id)
          select gen_random_uuid(), x.guichet_id, x.seance_id, x.id, $3, $4, $5, $5, i.depot_id from seance_membre x, instruction i
          where x.seance_id = $1 and x.compte_id = $2 and i.dossier_id = $3`,
        [seance, membre.id, d, avis, m.w.horloge.instant],
      )
    const salle = (cookie: string) => lire(m.w.get(p.salleDossier(seance, d), cookie))
    expect(await salle(m.regionale.cookie)).toContain('Avis du 2A')
    expect(await salle(m.administratrice.cookie)).toContain('Avis de la régionale')
    const aveugle = await salle(m.hauteCorse.cookie)
    expect(aveugle).not.toContain('Avis')
    expect(aveugle).toContain('Finalisez vos notes')
  })
})

describe('un membre déporté dans la salle', () => {
  it('voit que le dossier est débattu, et rien d’autre\u00a0: ni titre du débat, ni montant, ni motif', async () => {
    const [d] = dossiers as [string]
    await q(
      `insert into conflit (id, guichet_id, seance_id, membre_id, compte_id, dossier_id, declare, origine, motif, declare_le)
        select gen_random_uuid(), guichet_id, seance_id, id, compte_id, $2, 'conflit', 'declaration', 'Ancien employeur.', $3
        from seance_membre where seance_id = $1 and compte_id = $4`,
      [seance, d, m.w.horloge.instant, m.hauteCorse.id],
    )
    await q(
      `insert into rapport (dossier_id, guichet_id, points_forts, modifie_par, modifie_le, termine_par, termine_le) values ($1, $2, 'Secret du débat', $3, $4, $3, $4)`,
      [d, m.w.guichetId, m.administratrice.id, m.w.horloge.instant],
    )
    const page = await lire(m.w.get(p.salleDossier(seance, d), m.hauteCorse.cookie))
    expect(page).toContain('Vous êtes déporté de ce dossier')
    expect(page).not.toContain('Secret du débat')
    expect(await lire(m.w.get(p.salleDossier(seance, d), m.regionale.cookie))).toContain('Secret du débat')
    await decider(d, { sens: 'partiel', montant: '1 234' })
    const apres = await lire(m.w.get(p.salle(seance), m.hauteCorse.cookie))
    expect(apres).not.toContain('1 234 €')
    expect(await lire(m.w.get(p.salle(seance), m.corseDuSud.cookie))).toContain('1 234 €')
    expect((await q('select cardinality(presents) as n from deliberation where dossier_id = $1', [d])).rows[0].n).toBe(3)
  })
})
