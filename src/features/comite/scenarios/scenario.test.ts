import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { actesDuComite } from '../../../test/comite.ts'
import { decideAuComite } from '../../../test/decisions.ts'
import { type MondeScenarios, ouvrirScenarios, type Qui, texte } from '../../../test/scenarios.ts'

const p = paths.comite
let m: MondeScenarios
beforeAll(async () => {
  m = await ouvrirScenarios()
})
beforeEach(() => m.recommencer())
afterAll(() => m.w.close())

const scenarios = async () => (await m.w.owner.query('select * from scenario where seance_id = $1 order by cree_le, id', [m.seance])).rows
const montants = async () => {
  const [s] = await scenarios()
  const { attributions } = s.resultat.allocation as { attributions: { id: string; montant: number }[] }
  return m.dossiers.map(d => attributions.find(a => a.id === d)?.montant ?? 0)
}

describe('proposer un scénario', () => {
  it('les mieux notés d’abord, dans l’enveloppe\u00a0; ce qui a été demandé reste avec le résultat', async () => {
    expect(await m.lire(p.scenarios(m.seance))).toContain('Aucun scénario pour cette séance')
    const href = await m.propose()
    expect(await montants()).toEqual([1_000_000, 1_000_000, 0])
    const [s] = await scenarios()
    expect(s).toMatchObject({ nom: 'Meilleures notes', origine: 'optimiseur', calcul: 'fini', moteur: 'HiGHS 1.15.3', revision: 1 })
    expect(s.probleme.contraintes).toMatchObject({ enveloppe: 2_500_000, montantsReduits: true })
    const page = await m.lire(href)
    expect(page).toMatch(/Note sur\s\d+/)
    for (const mot of [
      'Optimum prouvé',
      '2 sur 3',
      '20 000 € sur 25 000 €',
      'Reste 5 000 €',
      'En entier',
      'Non retenu à 5 000 € près',
      'Robustesse',
      'Le plus de points.',
    ])
      expect(page.replace(/\s+/g, ' ')).toContain(mot)
    expect(await m.lire(p.scenarios(m.seance))).toContain('Meilleures notes')
    const actes = await actesDuComite(m.w, m.seance)
    expect(actes.at(-2)).toMatchObject({ action: 'comite.scenario_propose', nom: 'Meilleures notes' })
    expect(actes.at(-1)).toMatchObject({ action: 'comite.scenario_calcule', statut: 'optimal' })
  })

  it('dit pourquoi un dossier est écarté, et ce qu’il faudrait', async () => {
    const href = await m.propose()
    const dehors = await m.lire(`${href}?pourquoi=${m.dossiers[2]}`)
    expect(dehors).toContain('il faudrait l’un de ceux-ci')
    expect(dehors).toContain('5 000 € de plus dans l’enveloppe')
    expect(await m.lire(`${href}?pourquoi=${m.dossiers[0]}`)).toContain('Sans lui, le meilleur total possible passe de')
  })

  it('tient compte de ce qui est imposé, exclu, du seuil et du plafond', async () => {
    await m.propose({ imposes: m.dossiers[2]!, exclus: m.dossiers[0]! })
    expect(await montants()).toEqual([0, 1_000_000, 1_000_000])
    await m.recommencer()
    await m.propose({ seuil: '25' })
    expect(await montants()).toEqual([1_000_000, 0, 0])
  })

  it('des contraintes impossibles sont nommées une à une, avec ce qu’il faudrait', async () => {
    const href = await m.propose({ imposes: m.dossiers })
    const page = await m.lire(href)
    expect(page).toContain('Ces contraintes ne tiennent pas ensemble')
    expect(page).toContain('Enveloppe, au plus 25 000 €')
    expect(page).toContain('Il faudrait 5 000 € de plus.')
    expect(page).toContain('imposé')
    expect(await m.lire(p.scenarios(m.seance))).toContain('Impossible')
  })

  it('un dossier qui n’annonce aucun bénéficiaire n’en a aucun', async () => {
    await m.propose()
    const [s] = await scenarios()
    const [annonce] = (
      await m.w.owner.query("select contenu::jsonb #> '{listes,beneficiaires}' as listes from depot where dossier_id = $1", [m.dossiers[0]])
    ).rows
    expect(annonce.listes ?? []).toEqual([])
    expect(s.probleme.dossiers.map((d: { beneficiaires: number }) => d.beneficiaires)).toEqual([0, 0, 0])
  })

  it('une enveloppe réservée à un département n’aide que ses dossiers', async () => {
    await m.w.owner.query(`update enveloppe set departements = '{2B}'`)
    await m.propose()
    expect(await montants()).toEqual([0, 0, 0])
    await m.w.owner.query('update enveloppe set departements = null')
  })

  it.each([
    ['sans nom', { nom: ' ' }, 'Donnez un nom'],
    ['un nom trop long', { nom: 'a'.repeat(81) }, 'tient en 80'],
    ['sans objectif', { objectif: 'hasard' }, 'Dites ce que l’on cherche'],
    ['une note illisible', { seuil: 'bonne' }, 'n’est pas une note'],
    ['un plafond illisible', { plafond: 'beaucoup' }, 'beaucoup'],
    ['un plafond nul', { plafond: '0' }, 'aucun dossier ne serait aidé'],
    ['une part illisible', { 'part-2A': 'la moitié' }, 'la moitié'],
  ])('%s\u00a0: rien n’est calculé, ce qui est tapé reste', async (_cas, champs, phrase) => {
    const r = await m.proposer({ plafond: '12 345', ...champs })
    expect(r.status).toBe(422)
    const copie = r.clone()
    expect(await texte(r)).toContain(phrase)
    if (!('plafond' in champs)) expect(await copie.text()).toContain('value="12 345"')
    expect(await scenarios()).toEqual([])
  })

  it('un dossier imposé et exclu à la fois, un nom déjà pris, même en même temps\u00a0: refusé', async () => {
    const deux = await m.proposer({ imposes: m.dossiers[0]!, exclus: m.dossiers[0]! })
    expect(await texte(deux)).toContain('à la fois imposé et exclu')
    const ensemble = await Promise.all([m.proposer(), m.proposer({ nom: 'MEILLEURES NOTES' })])
    expect(ensemble.map(r => r.status).sort()).toEqual([303, 422])
    expect(await texte(ensemble.find(r => r.status === 422)!)).toContain('porte déjà ce nom')
    expect(await scenarios()).toHaveLength(1)
  })

  it('rien de plus une fois la séance close, mais tout se relit', async () => {
    const href = await m.propose()
    await m.w.owner.query(`update seance set etat = 'close', ouverte_le = $2, close_le = $2 where id = $1`, [m.seance, m.w.horloge.instant])
    expect((await m.proposer({ nom: 'Autre' })).status).toBe(409)
    expect(await m.lire(href)).toContain('Optimum prouvé')
    expect(await m.lire(p.scenarios(m.seance))).not.toContain('Préparer un scénario')
  })
})

describe('rejouer un scénario', () => {
  it('donne le même résultat, et le dit\u00a0; une note ou une enveloppe changée depuis n’y change rien', async () => {
    const href = await m.propose()
    await m.declarer(m.regional)
    await m.noter(m.regional, 1)
    await m.w.owner.query('update enveloppe set montant = accorde + 1000000')
    const r = await m.w.post(`${href}/rejeu`, {}, m.administratrice.cookie)
    expect(r.status).toBe(303)
    expect(await m.lire(r.headers.get('location')!)).toContain('donne le même résultat')
    expect((await actesDuComite(m.w, m.seance)).at(-1)).toMatchObject({ action: 'comite.scenario_rejoue', meme: true })
  })

  it('dit quand il n’est plus le même', async () => {
    const href = await m.propose()
    await m.w.owner.query(`update scenario set resultat = jsonb_set(resultat, '{allocation,totaux,accorde}', '1')`)
    const r = await m.w.post(`${href}/rejeu`, {}, m.administratrice.cookie)
    expect(await m.lire(r.headers.get('location')!)).toContain('ne donne pas le même résultat')
  })
})

describe('qui voit les scénarios', () => {
  it('un membre, quand il a tout finalisé et n’est déporté de rien', async () => {
    const href = await m.propose()
    expect(await m.lire(href, m.regionale)).toContain('Optimum prouvé')
    await m.declarer(m.regional)
    await m.noter(m.regional, 2)
    for (const adresse of [href, p.scenarios(m.seance), p.nouveauScenario(m.seance)]) {
      const page = await m.lire(adresse, m.regional)
      expect(page).toContain('il en reste 1.')
      expect(page).not.toContain('Meilleures notes')
    }
    expect((await m.proposer({ nom: 'Autre' }, m.regional)).status).toBe(403)
    expect((await m.w.post(`${href}/rejeu`, {}, m.regional.cookie)).status).toBe(403)
    await m.noter(m.regional)
    expect(await m.lire(href, m.regional)).toContain('Optimum prouvé')
  })

  it('jamais un membre déporté d’un dossier, même retiré de l’ordre du jour depuis', async () => {
    const href = await m.propose()
    await m.declarer(m.corseDuSud, [m.dossiers[2]!])
    await m.noter(m.corseDuSud, 2)
    const page = await m.lire(href, m.corseDuSud)
    expect(page).toContain('Vous êtes déporté de l’un d’eux')
    expect(page).not.toContain('Optimum')
    await m.w.owner.query('update seance_dossier set retire_le = $2 where dossier_id = $1', [m.dossiers[2], m.w.horloge.instant])
    expect(await m.lire(p.scenarios(m.seance), m.corseDuSud)).not.toContain('ne vous sont pas ouverts')
    expect(await m.lire(href, m.corseDuSud)).toContain('Vous êtes déporté de l’un d’eux')
  })

  it('ni une administratrice qui parle pour un porteur, ni quelqu’un d’une autre séance', async () => {
    const href = await m.propose()
    const adjointe = await m.w.compte({ roles: [{ role: 'administrateur', departements: [], volets: [] }], structures: ['Vico'] })
    expect(await m.lire(href, adjointe)).toContain('Vous êtes déporté')
    await m.w.owner.query('update seance_dossier set retire_le = $2 where seance_id = $1', [m.seance, m.w.horloge.instant])
    expect(await m.lire(href, adjointe)).toContain('Vous êtes déporté')
    for (const qui of [m.suppleante, m.lecteur, m.porteur]) expect((await m.w.get(href, qui.cookie)).status).toBe(404)
  })

  it('dans la salle, ce que chaque scénario donne au dossier, pour qui peut lire les scénarios', async () => {
    await m.propose()
    await m.w.owner.query("update seance set etat = 'ouverte', ouverte_le = $2 where id = $1", [m.seance, m.w.horloge.instant])
    const salle = (dossier: string, qui?: Qui) => m.lire(p.salleDossier(m.seance, dossier), qui)
    expect(await salle(m.dossiers[0]!)).toMatch(/Dans les scénarios Meilleures notes 10 000 € en entier, robuste à \d+ %/)
    expect(await salle(m.dossiers[2]!, m.regionale)).toContain('Meilleures notes non retenu, à 5 000 € près')
    await m.declarer(m.regional)
    await m.declarer(m.corseDuSud, [m.dossiers[2]!])
    await m.noter(m.corseDuSud, 2)
    expect(await salle(m.dossiers[0]!, m.regional)).not.toContain('Meilleures notes')
    for (const d of m.dossiers) expect(await salle(d, m.corseDuSud)).not.toContain('Meilleures notes')
  })

  it('un scénario d’une autre séance n’existe pas', async () => {
    const href = await m.propose()
    const premiere = m.seance
    await m.recommencer()
    const ailleurs = href.replace(premiere, m.seance)
    expect((await m.w.get(ailleurs, m.administratrice.cookie)).status).toBe(404)
    expect((await m.w.post(`${ailleurs}/rejeu`, {}, m.administratrice.cookie)).status).toBe(404)
  })

  // seen to fail: two scenarios, before and after the decision, held the amount between them
  it('jamais un membre déporté d’un dossier d’une autre séance de l’appel, tant que sa décision n’est pas notifiée', async () => {
    const [autre, ailleurs] = [m.seance, m.dossiers[2]!]
    await m.recommencer()
    const avant = await m.propose()
    expect(await m.lire(avant, m.regionale)).toContain('25 000 €')
    await m.w.owner.query(
      `insert into conflit (id, guichet_id, seance_id, membre_id, compte_id, dossier_id, declare, origine, motif, declare_le)
        select gen_random_uuid(), guichet_id, seance_id, id, compte_id, $2, 'conflit', 'declaration', 'Ancien employeur.', $4
        from seance_membre where seance_id = $1 and compte_id = $3`,
      [autre, ailleurs, m.regionale.id, m.w.horloge.instant],
    )
    await decideAuComite(m.w, ailleurs, m.administratrice.id, { sens: 'partiel', montant: 123_400 })
    const apres = await m.propose({ nom: 'Après' })
    const adresses = [avant, apres, p.scenarios(m.seance), p.nouveauScenario(m.seance), p.comparaisonScenarios(m.seance)]
    for (const adresse of adresses) {
      const page = await m.lire(adresse, m.regionale)
      expect(page).toContain('Vous êtes déporté d’un autre dossier de cet appel')
      expect(page).not.toMatch(/25 000|23 766|1 234/)
    }
    expect((await m.proposer({ nom: 'Sien' }, m.regionale)).status).toBe(403)
    await m.w.owner.query("update dossier set etat = 'retenu' where id = $1", [ailleurs])
    expect(await m.lire(apres, m.regionale)).toContain('Optimum prouvé')
  })
})
