import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { commencer, deposer, dossierPret, lisible, publier } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'
import { motEffort } from '../examen/effort.ts'

describe('être guidé d’un bout à l’autre du dossier', () => {
  let w: World
  let vico: Awaited<ReturnType<World['compte']>>
  beforeAll(async () => {
    w = await openWorld()
    await publier(w)
    vico = await w.compte({ structures: ['Vico'] })
  })
  afterAll(() => w.close())
  const etape = async (id: string, code: string) => (await w.get(paths.dossiers.etape(id, code), vico.cookie)).text()
  const envoyer = (id: string, code: string, corps: Record<string, string | string[]>) =>
    w.post(paths.dossiers.etape(id, code), corps, vico.cookie)
  /** What is missing in one step, as its links say: text → place. */
  const manques = (html: string, titre: string) => {
    const bloc = new RegExp(`<details class="gt-manques"[^>]*data-guide-repli="${titre}">(.*?)</details>`, 's').exec(html)?.[1] ?? ''
    return Object.fromEntries([...bloc.matchAll(/<a href="([^"]+)">([^<]+)<\/a>/g)].map(m => [m[2]!.replaceAll('\u00a0', ' '), m[1]!]))
  }

  it('chaque étape dit ce qui lui manque, et chaque manque mène à son champ ou à sa pièce', async () => {
    const id = await commencer(w, vico.cookie)
    const html = await etape(id, 'porteur')
    const place = (code: string, champ: string) => `${paths.dossiers.etape(id, code)}#${champ}`
    expect(manques(html, 'Porteur et partenaires')).toMatchObject({
      'Date de la délibération, passée ou prévue': place('porteur', 'date_deliberation'),
    })
    expect(manques(html, 'Projet')).toMatchObject({
      'Titre du projet': place('projet', 'titre'),
      'Volet du projet': place('projet', 'volet'),
    })
    expect(manques(html, 'Plan de financement')).toEqual({
      'Au moins une dépense': place('plan', 'depenses'),
      'Aide demandée': place('plan', 'aide'),
      'Votre part': place('plan', 'part'),
    })
    expect(manques(html, 'Pièces')).toMatchObject({ 'Budget prévisionnel': place('pieces', 'piece-budget') })
    expect(html).toMatch(/Reste à faire\s: environ 1\u00a0h/)
  })

  it('une ligne à moitié remplie manque, dit ce qu’il lui faut, et empêche de déposer', async () => {
    const id = await dossierPret(w, vico.cookie)
    expect(manques(await etape(id, 'plan'), 'Plan de financement')).toEqual({})
    await envoyer(id, 'plan', { _geste: 'ajouter:ressources:autre123', 'ressources.autre123.financeur': 'Collectivité de Corse' })
    const html = await etape(id, 'plan')
    expect(manques(html, 'Plan de financement')).toMatchObject({
      'Financement 1, origine, état et montant': `${paths.dossiers.etape(id, 'plan')}#ressources.autre123.origine`,
    })
    expect((await deposer(w, vico.cookie, id)).status).toBe(422)
    await envoyer(id, 'plan', { _geste: 'retirer:ressources:autre123' })
    expect((await deposer(w, vico.cookie, id)).status).toBe(303)
  })

  it('sans titre, un dossier n’est pas prêt', async () => {
    const id = await dossierPret(w, vico.cookie)
    await envoyer(id, 'projet', { titre: '' })
    expect(manques(await etape(id, 'plan'), 'Projet')).toEqual({ 'Titre du projet': `${paths.dossiers.etape(id, 'projet')}#titre` })
    const refus = await deposer(w, vico.cookie, id)
    expect(refus.status).toBe(422)
    expect(await lisible(refus)).toContain('Titre du projet')
  })

  it('ce qui ne se lit pas est à corriger, pas à remplir', async () => {
    const id = await dossierPret(w, vico.cookie)
    await envoyer(id, 'plan', { part: '3600 / an' })
    const html = await etape(id, 'projet')
    expect(manques(html, 'Plan de financement')).toEqual({ 'Votre part, à corriger': `${paths.dossiers.etape(id, 'plan')}#part` })
    expect(await lisible(new Response(html))).toContain('1 erreur')
  })

  const guide = (id: string, code: string, cookie = vico.cookie) => w.get(paths.dossiers.guide(id, code), cookie)
  /** What stands under a field, as one reads it. */
  const regle = async (html: string, champ: string) =>
    (await lisible(new Response(new RegExp(`data-guide="${champ}-regle">(.*?)</div>`, 's').exec(html)?.[1] ?? ''))).trim()

  it('une règle parle sous le champ qui la cause, avec ses chiffres et sa clause, et nulle part ailleurs', async () => {
    const id = await dossierPret(w, vico.cookie)
    await envoyer(id, 'methode', { date_resultats: '15/02/2023' })
    const html = await etape(id, 'methode')
    expect(await regle(html, 'date_resultats')).toMatch(/^Non respectée : .*15 février 2023.*31 décembre 2022.* C5\.5 b$/)
    expect(html).toMatch(/<input[^>]*name="date_resultats"[^>]*aria-describedby="[^"]*date_resultats-regle"/)
    expect((await lisible(new Response(html))).match(/15 février 2023/g)).toHaveLength(1)
    await envoyer(id, 'methode', { feuille_de_route: 'aucune' })
    const choix = await etape(id, 'methode')
    expect(await regle(choix, 'feuille_de_route')).toMatch(/^Attention : Pas de feuille de route/)
    expect(choix).toMatch(/<fieldset[^>]*aria-describedby="feuille_de_route-regle"/)
  })

  it('après chaque enregistrement la page relit ce qui manque et ce que disent les règles, sans ses champs', async () => {
    const id = await dossierPret(w, vico.cookie)
    await envoyer(id, 'methode', { date_resultats: '15/02/2023', pilotage: '' })
    const html = await (await guide(id, 'methode')).text()
    expect(manques(html, 'Méthode')).toMatchObject({
      'Pilotage et gouvernance': `${paths.dossiers.etape(id, 'methode')}#pilotage`,
    })
    expect(await regle(html, 'date_resultats')).toContain('Non respectée')
    expect(html).not.toContain('<input')
  })

  it('le guide d’un dossier n’est pas pour une autre structure, ni pour qui l’a quittée, ni après la clôture', async () => {
    const id = await commencer(w, vico.cookie)
    const ailleurs = await w.compte({ structures: ['Bastia'] })
    expect((await guide(id, 'porteur', ailleurs.cookie)).status).toBe(404)
    expect((await guide(id, 'inconnue')).status).toBe(404)
    w.regler('2021-09-18T00:00:00')
    expect((await guide(id, 'porteur')).status).toBe(404)
    w.regler('2021-09-13T10:00:00')
    const partie = await w.compte({ structures: ['Vico'] })
    expect((await guide(id, 'porteur', partie.cookie)).status).toBe(200)
    await w.auGuichet(tx => tx.updateTable('appartenance').set({ etat: 'retiree' }).where('compte_id', '=', partie.id).execute())
    expect((await guide(id, 'porteur', partie.cookie)).status).toBe(404)
  })

  it.each([
    [0, undefined],
    [0.5, 'environ 1 min'],
    [4, 'environ 4 min'],
    [12, 'environ 10 min'],
    [60, 'environ 1 h'],
    [83, 'environ 1 h 25'],
  ])('%s minutes se disent « %s »', (minutes, mot) => expect(motEffort(minutes)?.replaceAll('\u00a0', ' ')).toBe(mot))
})
