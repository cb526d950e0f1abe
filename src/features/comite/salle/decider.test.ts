import { describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { ouvrirSalle } from '../../../test/salle.ts'

const p = paths.comite
const s = ouvrirSalle()
const { decider, decisions, lire, q } = s
const etat = async (dossier: string) => (await q('select etat from dossier where id = $1', [dossier])).rows[0].etat
const accorde = async () => (await q('select sum(accorde)::int as n from enveloppe')).rows[0].n

describe('décider d’un dossier en séance', () => {
  // seen to fail when the title names the séance alone
  it('chaque onglet de la salle dit le dossier qu’il montre', async () => {
    const titre = async (d: string) =>
      /<title>([^<]*)/.exec(await (await s.m.w.get(p.salleDossier(s.seance, d), s.m.administratrice.cookie)).text())![1]
    expect(new Set(await Promise.all(s.dossiers.map(titre))).size).toBe(3)
  })

  it('retenu\u00a0: l’argent est pris, le débat est écrit, le porteur n’en sait rien', async () => {
    const [d] = s.dossiers as [string]
    const avant = await accorde()
    const page = await lire(s.m.w.get(p.salle(s.seance), s.m.administratrice.cookie))
    for (const mot of ['Décision du comité', 'Dossier 1 sur 3', 'Quorum atteint', 'Aide demandée', '10 000 €']) expect(page).toContain(mot)
    const r = await decider(d)
    expect(r.headers.get('location')).toBe(p.salle(s.seance))
    expect(await decisions(d)).toMatchObject([{ sens: 'retenu', montant: 1_000_000, rang: null, remplace_id: null }])
    expect(await accorde()).toBe(avant + 1_000_000)
    expect(await etat(d)).toBe('delibere')
    const { rows } = await q('select conclusion, cardinality(presents) as presents from deliberation where dossier_id = $1', [d])
    expect(rows).toEqual([{ conclusion: 'Projet prêt.', presents: 4 }])
    const suite = await lire(s.m.w.get(p.salle(s.seance), s.m.regionale.cookie))
    expect(suite).toContain('retenu, 10 000 €')
    expect(suite).toContain('1 dossier décidé sur 3')
    expect(await lire(s.m.w.get(paths.dossiers.voir(d), s.m.porteur.cookie))).not.toMatch(/[Rr]etenu/)
    expect((await s.m.w.journal()).filter(e => e.objet_id === d && e.action === 'comite.decide')).toHaveLength(1)
  })

  // seen to fail: without `structure_declaree` in `decider.ts`
  it('une structure déclarée, non confirmée\u00a0: ni aide, ni rang\u00a0; l’ajourner se peut, et la salle porte sa marque', async () => {
    const [d] = s.dossiers as [string]
    const declarer = (oui: boolean) =>
      q('update structure set declaree = $2 where id = (select structure_id from dossier where id = $1)', [d, oui])
    await declarer(true)
    for (const plus of [{}, { sens: 'liste_complementaire', montant: '', rang: '1' }]) {
      const r = await decider(d, plus)
      expect([r.status, await lire(r)]).toEqual([
        422,
        expect.stringContaining('est une structure déclarée, non confirmée. Confirmez-la d’abord'),
      ])
    }
    expect(await decisions(d)).toEqual([])
    expect(await (await s.m.w.get(p.salleDossier(s.seance, d), s.m.administratrice.cookie)).text()).toContain('gt-declaree')
    expect((await decider(d, { sens: 'ajourne', montant: '', motif: 'La structure n’est pas confirmée.' })).status).toBe(303)
    await declarer(false)
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
    const [d] = s.dossiers as [string]
    const r = await decider(d, champs)
    expect(r.status).toBe(422)
    const html = await lire(r)
    expect(html).toContain(phrase)
    expect(html).toContain('Erreur : ')
    expect(await decisions(d)).toEqual([])
    expect(await etat(d)).toBe('au_comite')
  })

  // seen to fail: 422, « il manque 4 000 € pour retenir tout le projet »
  it('l’instruction propose moins que ce que les règles permettent\u00a0: son montant, déjà dans le champ, se retient', async () => {
    const [d] = s.dossiers as [string]
    await q(
      `insert into rapport (dossier_id, guichet_id, base, montant, modifie_par, modifie_le, termine_le)
        select dossier_id, guichet_id, 1000000, 600000, $2, $3, $3 from instruction where dossier_id = $1`,
      [d, s.m.administratrice.id, s.m.w.horloge.instant],
    )
    const page = await (await s.m.w.get(p.salleDossier(s.seance, d), s.m.administratrice.cookie)).text()
    const montant = /name="montant"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="montant"/.exec(page)!.slice(1).find(Boolean)!
    expect((await decider(d, { montant: '5 999,99' })).status).toBe(422)
    expect((await decider(d, { montant })).status).toBe(303)
    expect(await decisions(d)).toMatchObject([{ sens: 'retenu', montant: 600_000 }])
  })

  // seen to fail: the rest was the sum of all envelopes of the call
  it('il reste pour un dossier ce que tiennent les enveloppes qui peuvent le payer, et elles seules', async () => {
    const [d] = s.dossiers as [string]
    await q(`insert into enveloppe (id, guichet_id, appel_id, code, libelle, montant, volets, creee_le)
      select gen_random_uuid(), guichet_id, appel_id, 'ailleurs', 'Volet 4', 7000000, '{volet_4}', creee_le from enveloppe limit 1`)
    const { rows } = await q("select (montant - accorde)::int as reste from enveloppe where code <> 'ailleurs'")
    const phrase = `Il reste ${(rows[0].reste / 100).toLocaleString('fr').replace(/\s/g, ' ')} €`
    expect(await lire(s.m.w.get(p.salleDossier(s.seance, d), s.m.administratrice.cookie))).toContain(phrase)
  })

  it('une décision se reprend\u00a0: la nouvelle remplace, l’argent revient d’abord', async () => {
    const [d] = s.dossiers as [string]
    const avant = await accorde()
    await decider(d)
    const [premiere] = await decisions(d)
    expect(await lire(s.m.w.get(p.salleDossier(s.seance, d), s.m.administratrice.cookie))).toContain('Déjà décidé : retenu, 10 000 €')
    const r = await decider(d, { sens: 'partiel', montant: '4 000', vue: premiere.id })
    expect(r.status).toBe(303)
    expect((await decisions(d))[1]).toMatchObject({ sens: 'partiel', montant: 400_000, remplace_id: premiere.id })
    expect(await accorde()).toBe(avant + 400_000)
    await decider(d, { sens: 'non_retenu', motif: 'Le projet n’est pas mûr.', vue: (await decisions(d))[1].id })
    expect(await accorde()).toBe(avant)
  })

  it('deux personnes décident en même temps\u00a0: la seconde lit la décision de la première, et rien n’est perdu', async () => {
    const [d] = s.dossiers as [string]
    await q('update seance set president_id = (select id from seance_membre where seance_id = $1 and compte_id = $2) where id = $1', [
      s.seance,
      s.m.regionale.id,
    ])
    const deux = await Promise.all([decider(d), decider(d, { sens: 'partiel', montant: '5 000' }, s.m.regionale.cookie)])
    expect(deux.map(r => r.status).sort()).toEqual([303, 409])
    const html = await lire(deux.find(r => r.status === 409)!)
    expect(html).toContain('Une autre décision a été enregistrée')
    expect(await decisions(d)).toHaveLength(1)
  })

  it('clore pendant que je décide\u00a0: ou ma décision est écrite et au procès-verbal, ou je le lis, avec ce que j’avais tapé', async () => {
    const [d] = s.dossiers as [string]
    await q('update seance set president_id = (select id from seance_membre where seance_id = $1 and compte_id = $2) where id = $1', [
      s.seance,
      s.m.regionale.id,
    ])
    const [decision, cloture] = await Promise.all([
      decider(d, { conclusion: 'Un long débat.' }, s.m.regionale.cookie),
      s.m.w.post(p.cloture(s.seance), {}, s.m.administratrice.cookie),
    ])
    expect(cloture.status).toBe(303)
    expect(await decisions(d)).toHaveLength(decision.status === 303 ? 1 : 0)
    // afterwards it is certain: the séance is closed
    const [, b] = s.dossiers as [string, string]
    const tard = await decider(b, { conclusion: 'Le débat a porté sur les délais.' }, s.m.regionale.cookie)
    expect(tard.status).toBe(409)
    const page = await lire(tard)
    for (const mot of ['La séance a été close pendant votre saisie', 'Le débat a porté sur les délais.']) expect(page).toContain(mot)
    expect(await decisions(b)).toEqual([])
  })

  it('deux administrateurs closent à la fois, et une troisième personne pointe\u00a0: une clôture, et chacun sait où en est la séance', async () => {
    const presences = (await q('select id from seance_membre where seance_id = $1', [s.seance])).rows
    await q('update seance set president_id = $2 where id = $1', [s.seance, presences[0].id])
    const corps = { ...Object.fromEntries(presences.map(x => [`presence-${x.id}`, 'present'])), president: presences[0].id }
    const [un, deux, pointage] = await Promise.all([
      s.m.w.post(p.cloture(s.seance), {}, s.m.administratrice.cookie),
      s.m.w.post(p.cloture(s.seance), {}, s.m.administratrice.cookie),
      s.m.w.post(p.presences(s.seance), corps, s.m.administratrice.cookie),
    ])
    expect([un.status, deux.status]).toEqual([303, 303])
    expect([303, 409]).toContain(pointage.status)
    const closes = (await s.m.w.journal()).filter(e => e.objet_id === s.seance && e.action === 'comite.seance_close')
    expect(closes).toHaveLength(1)
  })

  it('un dossier ajourné reste devant le comité, sans suite il n’y est plus', async () => {
    const [a, b] = s.dossiers as [string, string]
    await decider(a, { sens: 'ajourne', motif: 'Le plan de financement est à revoir.' })
    expect(await etat(a)).toBe('au_comite')
    await decider(b, { sens: 'sans_suite', motif: 'Le porteur a renoncé.' })
    expect(await etat(b)).toBe('delibere')
  })

  it('un rang de la liste complémentaire n’est qu’à un dossier', async () => {
    const [a, b] = s.dossiers as [string, string]
    expect((await decider(a, { sens: 'liste_complementaire', rang: '41' })).status).toBe(303)
    const r = await decider(b, { sens: 'liste_complementaire', rang: '41' })
    expect(r.status).toBe(422)
    expect(await lire(r)).toContain('Le rang 41 est celui du dossier')
  })

  it('la base que propose l’instruction est un plafond, une fois la fiche finie', async () => {
    const [d] = s.dossiers as [string]
    await q(
      `insert into rapport (dossier_id, guichet_id, base, taux, montant, modifie_par, modifie_le, termine_par, termine_le, points_forts)
        values ($1, $2, 800000, 0.5, 400000, $3, $4, $3, $4, 'Projet mutualisé')`,
      [d, s.m.w.guichetId, s.m.administratrice.id, s.m.w.horloge.instant],
    )
    const page = await lire(s.m.w.get(p.salleDossier(s.seance, d), s.m.administratrice.cookie))
    for (const mot of ['Projet mutualisé', 'Base éligible', '8 000 €', 'L’instruction propose 4 000 €']) expect(page).toContain(mot)
    expect(await lire(decider(d))).toContain('dépassent la base que l’aide peut payer, 8 000 €')
    expect((await decider(d, { montant: '8 000' })).status).toBe(303)
  })
})
