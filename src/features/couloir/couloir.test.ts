import { beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { contenu, preparerEtapes, w } from '../../test/etapes.ts'
import { lienDuCourriel, navigateur, oublierLimites } from '../../test/navigateur.ts'
import { deposer, idDe, lisible, remplir, SLUG } from '../../test/vico.ts'
import { accepter } from '../structures/accepter.ts'

preparerEtapes()
beforeEach(() => oublierLimites(w))

const ici = paths.couloir.voir(SLUG)
/** « 123 456 », in the last mail to this address. */
const codeDe = async (courriel: string) => {
  const texte = (await w.courriels()).filter(m => m.destinataire === courriel).at(-1)!.texte
  return /(\d{3})\u00a0(\d{3})/.exec(texte)!.slice(1).join('')
}
const commencer = (cookie: string, corps: Record<string, string> = {}) =>
  w.post(paths.couloir.brouillon(SLUG), { titre: 'La mairie le soir', volet: 'volet_3', ...corps }, cookie)

describe('commencer un dossier, par le couloir', () => {
  it('mon adresse, le code, ma commune\u00a0: la première étape s’ouvre, sans repasser par la page de l’appel', async () => {
    const n = navigateur(w)
    const courriel = 'mairie-lumio@guichet.example'
    expect(await lisible(await n.get(ici))).toContain('Votre adresse professionnelle')
    expect((await n.post(paths.couloir.adresse(SLUG), { courriel })).headers.get('location')).toBe(ici)
    expect(await lisible(await n.get(ici))).toContain(`Envoyé à ${courriel}`)
    const faux = await n.post(paths.couloir.code(SLUG), { code: '000000' })
    expect([faux.status, await lisible(faux)]).toEqual([422, expect.stringContaining('Il reste 3 essais')])
    expect((await n.post(paths.couloir.code(SLUG), { code: await codeDe(courriel) })).headers.get('location')).toBe(ici)
    expect(await lisible(await n.get(ici))).toContain('Cherchez votre commune')
    const r = await n.post(paths.couloir.structure(SLUG), { q: 'Lumio', structure: '', fonction: 'Secrétaire de mairie' })
    const id = idDe(r.headers.get('location'))
    expect((await n.get(paths.dossiers.voir(id))).headers.get('location')).toBe(paths.dossiers.etape(id, 'porteur'))
    // the account is the contact, and its function is known
    expect((await contenu(id)).reponses.valeurs).toMatchObject({ contact_courriel: courriel, contact_operationnel: 'Secrétaire de mairie' })
  })

  // seen to fail: the one commune whose name looked like it was joined, and a dossier was opened in its name
  it('un nom qui ne fait que ressembler ne choisit rien : la structure proposée attend que je la prenne', async () => {
    const moi = await w.compte()
    for (const q of ['Pigna sur', 'Les amis de Pigna']) {
      const r = await w.post(paths.couloir.structure(SLUG), { q, structure: '', fonction: 'Bénévole' }, moi.cookie)
      expect(r.headers.get('location') ?? '', q).not.toContain('/dossiers/')
    }
    const { rows } = await w.owner.query('select count(*)::int as n from appartenance where compte_id = $1', [moi.id])
    expect(rows[0].n).toBe(0)
    // a number tells one
    const { siren } = (await w.owner.query("select siren from structure where nom = 'Pigna'")).rows[0]
    const r = await w.post(paths.couloir.structure(SLUG), { q: siren, structure: '', fonction: 'Secrétaire de mairie' }, moi.cookie)
    expect(r.status).toBe(303)
    expect((await w.owner.query('select count(*)::int as n from appartenance where compte_id = $1', [moi.id])).rows[0].n).toBe(1)
  })

  it('le lien du même courriel ramène au couloir, à l’étape qui reste', async () => {
    const n = navigateur(w)
    await n.post(paths.couloir.adresse(SLUG), { courriel: 'lien@guichet.example' })
    const [lien, q] = (await lienDuCourriel(w, 'lien@guichet.example')).split('?')
    const retour = new URLSearchParams(q).get('retour')!
    expect((await n.post(lien!, { retour })).headers.get('location')).toBe(ici)
    // the page left open goes on without a code
    expect((await n.post(paths.couloir.code(SLUG), { code: '' })).headers.get('location')).toBe(ici)
  })

  it('connecté, une seule structure\u00a0: il ne reste que le projet\u00a0; rien n’est demandé deux fois', async () => {
    const moi = await w.compte({ structures: ['Cozzano'] })
    const page = await lisible(await w.get(ici, moi.cookie))
    for (const mot of ['Cozzano', 'Votre projet, en une phrase', 'Créer le brouillon']) expect(page).toContain(mot)
    const vide = await commencer(moi.cookie, { structure: (await w.structure('Cozzano')).id, titre: '' })
    expect([vide.status, await lisible(vide)]).toEqual([422, expect.stringContaining('Dites votre projet en une phrase')])
    const id = idDe((await commencer(moi.cookie, { structure: (await w.structure('Cozzano')).id })).headers.get('location'))
    expect((await contenu(id)).reponses.valeurs).toMatchObject({
      titre: 'La mairie le soir',
      volet: 'volet_3',
      contact_courriel: moi.courriel,
    })
  })

  it('un brouillon de ma structure m’est proposé\u00a0; un second ne s’ouvre que si je le demande', async () => {
    const moi = await w.compte({ structures: ['Luri'] })
    const structure = (await w.structure('Luri')).id
    const id = idDe((await commencer(moi.cookie, { structure })).headers.get('location'))
    await w.post(paths.dossiers.etape(id, 'projet'), { titre: 'La mairie le samedi' }, moi.cookie)
    const page = await (await w.get(ici, moi.cookie)).text()
    expect(page).toContain(`href="${paths.dossiers.voir(id)}"`)
    expect(page).toContain('En commencer un second')
    expect((await commencer(moi.cookie, { structure })).headers.get('location')).toContain(ici)
    const second = idDe((await commencer(moi.cookie, { structure, autre: 'oui' })).headers.get('location'))
    expect(second).not.toBe(id)
  })

  it('le bouton pressé deux fois n’ouvre qu’un dossier\u00a0; six personnes à la fois ont six numéros', async () => {
    const autres = await Promise.all(Array.from({ length: 6 }, () => w.compte({ structures: ['Ciamannacce'] })))
    const structure = (await w.structure('Ciamannacce')).id
    const [un, deux] = [await commencer(autres[0]!.cookie, { structure }), await commencer(autres[0]!.cookie, { structure })]
    expect(idDe(un.headers.get('location'))).not.toBe('')
    expect(deux.headers.get('location')).toBe(un.headers.get('location'))
    await Promise.all(autres.map(a => commencer(a.cookie, { structure })))
    const numeros = await w.auGuichet(tx => tx.selectFrom('dossier').select('numero').where('structure_id', '=', structure).execute())
    expect(new Set(numeros.map(n => n.numero)).size).toBe(6)
  })

  it('avec deux structures je choisis\u00a0; jamais celle des autres, ni aucune\u00a0; sans structure on me demande laquelle', async () => {
    const double = await w.compte({ structures: ['Vico', 'Bastia'] })
    const miennes = await (await w.get(ici, double.cookie)).text()
    for (const nom of ['Vico', 'Bastia']) expect(miennes).toContain(`${ici}?structure=${(await w.structure(nom)).id}`)
    for (const structure of [(await w.structure('Ajaccio')).id, '', 'constructor']) {
      const vole = await commencer(double.cookie, { structure })
      expect([vole.status, vole.headers.get('location')]).toEqual([303, ici])
    }
    const { rows } = await w.owner.query('select count(*)::int as n from dossier where cree_par = $1', [double.id])
    expect(rows[0].n).toBe(0)
    const seul = await w.compte()
    expect(await lisible(await w.get(ici, seul.cookie))).toContain('Cherchez votre commune')
    const sans = await w.post(paths.couloir.structure(SLUG), { structure: '' }, seul.cookie)
    expect([sans.status, await lisible(sans)]).toEqual([422, expect.stringContaining('Indiquez votre structure')])
  })

  it.each<[Record<string, string>, string]>([
    [{ titre: 'x'.repeat(151) }, 'Ce titre est trop long'],
    [{ volet: 'volet_9' }, 'Choisissez un volet'],
  ])('%o\u00a0: rien ne commence, et ce que j’ai écrit est toujours là', async (corps, phrase) => {
    const moi = await w.compte({ structures: ['Cozzano'] })
    const r = await commencer(moi.cookie, { structure: (await w.structure('Cozzano')).id, ...corps })
    const html = await r.text()
    expect([r.status, html]).toEqual([422, expect.stringContaining(phrase)])
    expect(html).toContain(`value="${corps.titre ?? 'La mairie le soir'}"`)
  })

  it('un appel inconnu n’existe pas\u00a0; un agent apprend qu’il ne dépose pas\u00a0; clos, rien ne commence', async () => {
    expect((await w.get(paths.couloir.voir('inconnu'))).status).toBe(404)
    const moi = await w.compte({ structures: ['Cozzano'] })
    const structure = (await w.structure('Cozzano')).id
    expect((await w.post(paths.couloir.brouillon('inconnu'), { structure, titre: 'x' }, moi.cookie)).status).toBe(404)
    const agent = await w.compte({ roles: [{ role: 'administrateur', departements: [], volets: [] }] })
    expect(await lisible(await w.get(ici, agent.cookie))).toContain('Votre compte instruit les dossiers')
    w.regler('2021-09-18T09:00:00')
    expect(await lisible(await w.get(ici))).toContain('est clos depuis le')
    // a page that was open before
    for (const r of [await commencer(moi.cookie, { structure }), await w.post(paths.couloir.structure(SLUG), { structure }, moi.cookie)])
      expect(await lisible(await w.get(r.headers.get('location')!, moi.cookie))).toContain('est clos depuis le')
    w.regler('2021-09-13T10:00:00')
  })
})

describe('en attendant d’être accepté', () => {
  const arriver = async (nom: string) => {
    const membre = await w.compte({ structures: [nom], nom: 'Xavière' })
    const moi = await w.compte()
    const structure = (await w.structure(nom)).id
    const choix = { structure, fonction: 'Chargée d’urbanisme' }
    return { membre, moi, structure, choix }
  }
  const demander = async (nom: string) => {
    const a = await arriver(nom)
    await w.post(paths.couloir.structure(SLUG), { ...a.choix, vu: 'oui' }, a.moi.cookie)
    const id = idDe((await commencer(a.moi.cookie, { structure: a.structure })).headers.get('location'))
    return { ...a, id }
  }
  const appartenance = (compteId: string) =>
    w.auGuichet(tx => tx.selectFrom('appartenance').selectAll().where('compte_id', '=', compteId).executeTakeFirstOrThrow())
  const acteur = (compteId: string, structure: string) =>
    ({
      compteId,
      roles: [],
      rolesEnAttente: [],
      structures: [{ id: structure, etat: 'active', preuve: 'declaree' }],
      sessionId: '',
      nom: '',
      courriel: '',
    }) as never

  it('on me dit qui parle pour la commune, par son initiale, avant que je demande\u00a0; jamais son nom ni son adresse', async () => {
    const { moi, membre, structure, choix } = await arriver('Ota')
    const r = await w.post(paths.couloir.structure(SLUG), choix, moi.cookie)
    const page = await lisible(await w.get(r.headers.get('location')!, moi.cookie))
    expect(page).toContain('Ota a déjà des membres')
    expect(page).toContain('X…')
    for (const mot of ['Xavière', membre.courriel]) expect(page).not.toContain(mot)
    // an address that nobody has proven is told nothing
    await w.db.updateTable('compte').set({ email_verified: false }).where('id', '=', moi.id).execute()
    expect(await lisible(await w.get(`${ici}?structure=${structure}`, moi.cookie))).not.toContain('X…')
  })

  it('je rédige, je ne dépose pas\u00a0; mes futurs collègues ne voient rien', async () => {
    const { moi, membre, id } = await demander('Piana')
    expect(await lisible(await w.get(paths.dossiers.etape(id, 'projet'), moi.cookie))).toContain('Piana doit encore vous accepter')
    expect((await w.get(paths.dossiers.voir(id), membre.cookie)).status).toBe(404)
    await remplir(w, moi.cookie, id)
    const refus = await deposer(w, moi.cookie, id)
    expect([refus.status, await lisible(refus)]).toEqual([422, expect.stringContaining('Piana doit d’abord accepter votre demande')])
    expect(await lisible(await w.get(paths.espace, moi.cookie))).toContain('À déposer quand votre structure vous aura accepté')
  })

  it('accepté, le brouillon devient celui de la commune, et se dépose', async () => {
    const { moi, membre, structure, id } = await demander('Olmeto')
    await remplir(w, moi.cookie, id)
    const a = await appartenance(moi.id)
    expect(
      (await accepter({ ...w.ctx(), acteur: acteur(membre.id, structure) }, { structureId: structure, appartenanceId: a.id })).ok,
    ).toBe(true)
    expect((await w.get(paths.dossiers.etape(id, 'projet'), membre.cookie)).status).toBe(200)
    expect((await deposer(w, moi.cookie, id)).status).toBe(303)
  })

  it('refusé, le brouillon me reste\u00a0: je l’exporte, la commune ne l’a pas, et il ne se dépose toujours pas', async () => {
    const { moi, membre, structure, id } = await demander('Cargèse')
    await remplir(w, moi.cookie, id)
    const a = await appartenance(moi.id)
    await w.post(paths.structures.retrait(structure, a.id), { confirme: 'oui' }, membre.cookie)
    expect((await w.get(paths.dossiers.etape(id, 'projet'), moi.cookie)).status).toBe(200)
    expect((await w.get(paths.dossiers.donnees(id), moi.cookie)).status).toBe(200)
    expect((await w.get(paths.dossiers.voir(id), membre.cookie)).status).toBe(404)
    expect((await deposer(w, moi.cookie, id)).status).toBe(422)
  })

  it('acceptée pendant qu’elle commence, personne ne garde un brouillon que ses collègues ne voient pas', async () => {
    const { moi, membre, structure, choix } = await arriver('Calenzana')
    await w.post(paths.couloir.structure(SLUG), { ...choix, vu: 'oui' }, moi.cookie)
    const a = await appartenance(moi.id)
    await Promise.all([
      ...Array.from({ length: 5 }, () => commencer(moi.cookie, { structure, autre: 'oui' })),
      accepter({ ...w.ctx(), acteur: acteur(membre.id, structure) }, { structureId: structure, appartenanceId: a.id }),
    ])
    const prives = await w.auGuichet(tx =>
      tx.selectFrom('dossier').select('id').where('structure_id', '=', structure).where('redige_par', 'is not', null).execute(),
    )
    expect(prives).toEqual([])
  })
})
