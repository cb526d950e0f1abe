import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { associer, projetCommun, validerCommun } from '../../test/projet-commun.ts'
import { deposer, dossierPret, lisible, publier } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'

describe('le contact opérationnel du projet', () => {
  let w: World
  let vico: Awaited<ReturnType<World['compte']>>
  let olmeto: Awaited<ReturnType<World['compte']>>
  beforeAll(async () => {
    w = await openWorld()
    await publier(w)
    vico = await w.compte({ structures: ['Vico'] })
    olmeto = await w.compte({ structures: ['Olmeto'] })
  })
  afterAll(() => w.close())

  const ecrire = (id: string, champs: Record<string, string>) => w.post(paths.dossiers.etape(id, 'porteur'), champs, vico.cookie)
  const page = async (id: string, etape = 'porteur') => (await w.get(paths.dossiers.etape(id, etape), vico.cookie)).text()
  const valeurs = async (id: string) =>
    (
      (await w.auGuichet(tx => tx.selectFrom('dossier').select('reponses').where('id', '=', id).executeTakeFirstOrThrow()))
        .reponses as unknown as { valeurs: Record<string, unknown> }
    ).valeurs

  it('seule dans son projet, ma commune porte le contact\u00a0: on ne me demande pas laquelle', async () => {
    const id = await dossierPret(w, vico.cookie)
    expect(await page(id)).not.toContain('name="contact_structure"')
    expect((await deposer(w, vico.cookie, id)).status).toBe(303)
    const [depot] = await w.auGuichet(tx => tx.selectFrom('depot').select('contenu').where('dossier_id', '=', id).execute())
    expect(JSON.parse(depot!.contenu).contact).toEqual({
      structure: 'Vico',
      fonction: 'Secrétariat de mairie',
      courriel: 'mairie@guichet.example',
      telephone: '04 65 71 00 30',
    })
  })

  it('à plusieurs, je dis quelle structure le porte\u00a0: une seule, du projet\u00a0; sans cela le dépôt est refusé', async () => {
    const id = await dossierPret(w, vico.cookie)
    await associer(w, vico.cookie, id, 'Olmeto')
    await validerCommun(w, olmeto.cookie, id)
    expect(await page(id)).toContain('name="contact_structure"')
    const refus = await deposer(w, vico.cookie, id)
    expect(refus.status).toBe(422)
    expect((await lisible(refus)).replaceAll('\u00a0', ' ')).toContain('Structure du contact')
    const ailleurs = await ecrire(id, { contact_structure: (await w.structure('Lumio')).id })
    expect(ailleurs.status).toBe(422)
    expect(await lisible(ailleurs)).toContain('Choisissez une réponse de la liste')
    expect((await ecrire(id, { contact_structure: (await w.structure('Olmeto')).id })).status).toBe(303)
    expect((await lisible(await w.get(paths.dossiers.etape(id, 'depot'), vico.cookie))).replaceAll('\u00a0', ' ')).toContain(
      'Secrétariat de mairie, Olmeto, mairie@guichet.example, 04 65 71 00 30.',
    )
    expect((await deposer(w, vico.cookie, id)).status).toBe(303)
  })

  it('la structure du contact quitte le projet\u00a0: je choisis à nouveau', async () => {
    const { id, partenaires } = await projetCommun(w, vico.cookie, ['Olmeto'])
    await w.compte({ structures: ['Lumio'] })
    await associer(w, vico.cookie, id, 'Lumio')
    await ecrire(id, { contact_structure: (await w.structure('Olmeto')).id })
    expect(await valeurs(id)).toHaveProperty('contact_structure')
    await w.post(paths.dossiers.retraitPartenaire(id, partenaires[0]!), {}, vico.cookie)
    expect(await valeurs(id)).not.toHaveProperty('contact_structure')
    expect(await valeurs(id)).toMatchObject({ contact_operationnel: 'Secrétariat de mairie' })
  })

  it('un courriel et un téléphone mal écrits sont dits à leur place\u00a0; bien écrits, ils sont mis en forme', async () => {
    const { id } = await projetCommun(w, vico.cookie, [])
    const faux = await ecrire(id, { contact_courriel: 'mairie', contact_telephone: '12' })
    expect(faux.status).toBe(422)
    const html = (await faux.text()).replaceAll('\u00a0', ' ')
    for (const mot of ['« mairie » n’est pas une adresse électronique', '« 12 » n’est pas un numéro de téléphone'])
      expect(html).toContain(mot)
    await ecrire(id, { contact_courriel: 'Mairie@Guichet.example', contact_telephone: '+33 (0)4.65.71.00.31' })
    expect(await valeurs(id)).toMatchObject({ contact_courriel: 'mairie@guichet.example', contact_telephone: '04 65 71 00 31' })
  })

  it('le contact n’est pas ce que les partenaires valident\u00a0: le changer ne redemande rien', async () => {
    const { id } = await projetCommun(w, vico.cookie, ['Olmeto'])
    await validerCommun(w, olmeto.cookie, id)
    await ecrire(id, { contact_operationnel: 'Accueil', contact_structure: (await w.structure('Vico')).id })
    expect(await page(id)).not.toContain('À revalider')
    expect((await deposer(w, vico.cookie, id)).status).toBe(303)
  })
})
