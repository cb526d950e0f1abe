import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { associer, partenairesDe, ROLE, validerCommun } from '../../test/projet-commun.ts'
import { commencer, dossierPret, lisible, publier } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'

describe('répondre à une invitation reçue par courriel', () => {
  let w: World
  let vico: Awaited<ReturnType<World['compte']>>
  beforeAll(async () => {
    w = await openWorld()
    await publier(w)
    vico = await w.compte({ nom: 'Secrétariat de Vico', structures: ['Vico'] })
  })
  beforeEach(() => w.regler('2021-09-13T10:00:00'))
  afterAll(() => w.close())

  let n = 0
  /** A dossier with one invitation sent to a new address. */
  async function invitation(pret = false) {
    const id = pret ? await dossierPret(w, vico.cookie) : await commencer(w, vico.cookie)
    const courriel = `invitee-${n++}@guichet.example`
    await w.post(paths.dossiers.partenaires(id), { ...ROLE, structure: '', q: '', courriel }, vico.cookie)
    const lien = (await w.courriels()).find(m => m.destinataire === courriel)!.lien!
    return { id, courriel, lien }
  }
  const structure = async (nom: string) => (await w.structure(nom)).id

  it('j’entre avec l’adresse invitée, je dis pour quelle commune, je lis et je valide', async () => {
    const { id, courriel, lien } = await invitation(true)
    const { cookie } = await w.compte({ courriel: courriel.toUpperCase(), structures: ['Olmeto', 'Lumio'] })
    expect((await w.get(paths.dossiers.voir(id), cookie)).status).toBe(404)
    const page = await lisible(await w.get(lien, cookie))
    for (const mot of [
      'Vico vous associe à un projet commun',
      'Un guichet en ligne pour les familles',
      'Commune pilote',
      'Olmeto',
      'Lumio',
    ])
      expect(page).toContain(mot)
    const r = await w.post(lien, { structure: await structure('Olmeto') }, cookie)
    expect(r.status).toBe(303)
    const [p] = await partenairesDe(w, id)
    expect(r.headers.get('location')).toBe(`${paths.dossiers.validation(id)}?partenaire=${p!.id}`)
    expect(p!.structure_id).toBe(await structure('Olmeto'))
    expect((await validerCommun(w, cookie, id)).status).toBe(303)
    expect((await w.journal()).filter(e => e.objet_id === id && e.action === 'partenaire.accepte')).toHaveLength(1)
    // a colleague who follows the same link goes straight to the project
    const collegue = await w.compte({ structures: ['Olmeto'] })
    expect((await w.get(lien, collegue.cookie)).headers.get('location')).toContain(paths.dossiers.validation(id))
  })

  it('je n’ai pas de structure\u00a0: je rejoins la mienne et je reviens à l’invitation', async () => {
    const { lien, courriel } = await invitation()
    const { cookie } = await w.compte({ courriel })
    const page = await (await w.get(lien, cookie)).text()
    const rejoindre = `${paths.structures.rejoindre}?${new URLSearchParams({ retour: lien })}`
    expect(page).toContain(`href="${rejoindre}"`)
    expect(await (await w.get(rejoindre, cookie)).text()).toContain(`name="retour" value="${lien}"`)
    // without script the way back survives the search
    const cherche = await w.post(paths.structures.rejoindre, { q: 'Piana', fonction: 'Maire', retour: lien }, cookie)
    expect(await (await w.get(cherche.headers.get('location')!, cookie)).text()).toContain(`name="retour" value="${lien}"`)
    const membre = { structure: await structure('Piana'), fonction: 'Maire', retour: lien }
    expect((await w.post(paths.structures.rejoindre, membre, cookie)).headers.get('location')).toBe(lien)
    expect(await lisible(await w.get(lien, cookie))).toContain('Au nom de quelle structure répondez-vous')
  })

  it('un retour vers un autre site n’est pas suivi', async () => {
    for (const [i, retour] of ['https://ailleurs.example', '//ailleurs.example', '/\\ailleurs.example'].entries()) {
      const { cookie } = await w.compte({})
      const id = await structure(['Cargèse', 'Propriano', 'Calvi'][i]!)
      const r = await w.post(paths.structures.rejoindre, { structure: id, fonction: 'Maire', retour }, cookie)
      expect(r.headers.get('location')).toBe(`${paths.structures.voir(id)}?fait=rejointe`)
    }
  })

  it('une autre adresse, ou la même sans preuve, ne voit rien', async () => {
    const { lien, courriel, id } = await invitation()
    const autre = await w.compte({ structures: ['Olmeto'] })
    const sansPreuve = await w.compte({ courriel, structures: ['Olmeto'] })
    await w.owner.query('update compte set email_verified = false where id = $1', [sansPreuve.id])
    for (const { cookie } of [autre, sansPreuve]) {
      expect((await w.get(lien, cookie)).status).toBe(404)
      expect((await w.post(lien, { structure: await structure('Olmeto') }, cookie)).status).toBe(404)
    }
    expect(await partenairesDe(w, id)).toMatchObject([{ structure_id: null }])
    expect((await w.get(lien)).headers.get('location')).toContain(paths.connexion)
  })

  it('la structure qui porte le projet, une structure déjà associée, ou une qui n’est pas la mienne\u00a0: refusé avec la raison', async () => {
    const { lien, courriel, id } = await invitation()
    await w.compte({ structures: ['Lumio'] })
    await associer(w, vico.cookie, id, 'Lumio')
    const { cookie } = await w.compte({ courriel, structures: ['Vico', 'Lumio'] })
    const repondre = async (nom: string) => {
      const r = await w.post(lien, { structure: await structure(nom) }, cookie)
      expect(r.status).toBe(422)
      return lisible(r)
    }
    expect(await repondre('Vico')).toContain('Cette structure porte déjà le projet')
    expect(await repondre('Lumio')).toContain('Cette structure est déjà associée au projet')
    expect(await repondre('Bastia')).toContain('Choisissez une structure dont vous êtes membre')
  })

  it('six réponses au même instant n’en font qu’une\u00a0; une invitation retirée n’existe plus', async () => {
    const { lien, courriel, id } = await invitation()
    const { cookie } = await w.compte({ courriel, structures: ['Olmeto'] })
    const olmeto = await structure('Olmeto')
    const six = await Promise.all(Array.from({ length: 6 }, () => w.post(lien, { structure: olmeto }, cookie)))
    expect(six.map(r => r.status)).toEqual([303, 303, 303, 303, 303, 303])
    expect((await w.journal()).filter(e => e.objet_id === id && e.action === 'partenaire.accepte')).toHaveLength(1)
    const [p] = await partenairesDe(w, id)
    await w.post(paths.dossiers.retraitPartenaire(id, p!.id), {}, vico.cookie)
    expect((await w.get(lien, cookie)).status).toBe(404)
    expect((await w.post(lien, { structure: olmeto }, cookie)).status).toBe(404)
  })

  it('le porteur a abandonné\u00a0: il n’y a plus rien à répondre', async () => {
    const { lien, courriel, id } = await invitation()
    const { cookie } = await w.compte({ courriel, structures: ['Olmeto'] })
    await w.post(paths.dossiers.abandon(id), {}, vico.cookie)
    const r = await w.post(lien, { structure: await structure('Olmeto') }, cookie)
    expect(r.status).toBe(422)
    expect(await lisible(r)).toContain('Le dossier ne change plus')
  })
})
