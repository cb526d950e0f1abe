import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { associer, projetCommun } from '../../test/projet-commun.ts'
import { joindre, lisible, publier } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'

describe('une structure associée lit tout et ne remplit que ce qu’on lui a ouvert', () => {
  let w: World
  let vico: Awaited<ReturnType<World['compte']>>
  let olmeto: Awaited<ReturnType<World['compte']>>
  let id: string
  beforeAll(async () => {
    w = await openWorld()
    await publier(w)
    vico = await w.compte({ nom: 'Secrétariat de Vico', structures: ['Vico'] })
    olmeto = await w.compte({ nom: 'Secrétariat d’Olmeto', structures: ['Olmeto'] })
    id = (await projetCommun(w, vico.cookie, ['Olmeto'], { etapes: ['projet', 'pieces'] })).id
  })
  beforeEach(() => w.regler('2021-09-13T10:00:00'))
  afterAll(() => w.close())

  const etape = (code: string) => w.get(paths.dossiers.etape(id, code), olmeto.cookie)
  const valeurs = async () =>
    (
      (await w.auGuichet(tx => tx.selectFrom('dossier').select('reponses').where('id', '=', id).executeTakeFirstOrThrow()))
        .reponses as unknown as { valeurs: Record<string, unknown> }
    ).valeurs

  it('une étape ouverte a son formulaire, et ce que j’écris est enregistré', async () => {
    expect(await (await etape('projet')).text()).toContain(`action="${paths.dossiers.etape(id, 'projet')}"`)
    expect((await w.post(paths.dossiers.etape(id, 'projet'), { besoins: 'Écrit par Olmeto' }, olmeto.cookie)).status).toBe(303)
    expect(await valeurs()).toMatchObject({ besoins: 'Écrit par Olmeto' })
    expect((await joindre(w, olmeto.cookie, id, 'annexes')).status).toBe(303)
  })

  it('une étape fermée se lit, sans formulaire\u00a0; l’envoi est refusé et rien ne change', async () => {
    const html = await (await etape('plan')).text()
    expect(html).not.toContain(`action="${paths.dossiers.etape(id, 'plan')}"`)
    const texte = await lisible(await etape('plan'))
    for (const mot of ['Vous lisez cette étape. Vico la remplit.', 'Portail des familles', 'Vous participez pour Olmeto'])
      expect(texte).toContain(mot)
    // not even a link to the form that others have
    expect(texte).not.toContain('Modifier')
    const avant = await valeurs()
    expect((await w.post(paths.dossiers.etape(id, 'plan'), { part: '1' }, olmeto.cookie)).status).toBe(404)
    expect(await valeurs()).toEqual(avant)
    // one that was opened cannot carry fields of another
    await w.post(paths.dossiers.etape(id, 'projet'), { part: '1', 'depenses.portail1.ht': '1' }, olmeto.cookie)
    expect(await valeurs()).toEqual(avant)
  })

  it('l’étape du porteur me montre les structures, sans bouton pour en associer', async () => {
    const texte = await lisible(await etape('porteur'))
    for (const mot of ['Structures associées', 'Maire', 'Olmeto']) expect(texte).toContain(mot)
    for (const mot of ['Associer une structure', 'Relancer', 'Modifier ou retirer']) expect(texte).not.toContain(mot)
  })

  it('ouvrir le dossier ou sa dernière étape me mène à ma validation', async () => {
    for (const chemin of [paths.dossiers.voir(id), paths.dossiers.etape(id, 'depot')])
      expect((await w.get(chemin, olmeto.cookie)).headers.get('location')).toBe(paths.dossiers.validation(id))
  })

  it('je suis retirée pendant que j’écris\u00a0: mon envoi est refusé', async () => {
    const autre = await w.compte({ structures: ['Lumio'] })
    await associer(w, vico.cookie, id, 'Lumio')
    const lumio = (await w.owner.query('select id from partenaire where structure_id = $1', [(await w.structure('Lumio')).id])).rows[0].id
    const course = [
      w.post(paths.dossiers.retraitPartenaire(id, lumio), {}, vico.cookie),
      ...Array.from({ length: 5 }, () => w.post(paths.dossiers.etape(id, 'projet'), { besoins: 'Écrit par Lumio' }, autre.cookie)),
    ]
    const statuts = (await Promise.all(course)).map(r => r.status)
    expect(statuts[0]).toBe(303)
    expect(statuts.every(s => s === 303 || s === 404)).toBe(true)
    expect((await w.post(paths.dossiers.etape(id, 'projet'), { besoins: 'Encore Lumio' }, autre.cookie)).status).toBe(404)
    expect((await valeurs()).besoins).not.toBe('Encore Lumio')
  })
})
