import { describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { auRepertoire } from '../../test/declarees.ts'
import type { Compte } from '../../test/depots.ts'
import { associer, ouvrirTroisCommunes, partenairesDe, projetCommun, ROLE } from '../../test/projet-commun.ts'
import { commencer, deposer, dossierPret, lisible } from '../../test/vico.ts'
import type { World } from '../../test/world.ts'

describe('associer d’autres structures à mon projet', () => {
  let w: World
  let vico: Compte
  let olmeto: Compte
  let ailleurs: Compte
  ouvrirTroisCommunes(v => {
    ;({ w, vico, olmeto, ailleurs } = v)
  })

  const actions = async (id: string) => (await w.journal()).filter(e => e.objet_id === id).map(e => e.action)
  const courrielsVers = async (adresse: string) => (await w.courriels()).filter(m => m.destinataire === adresse)
  const etapePorteur = async (id: string, cookie = vico.cookie) => lisible(await w.get(paths.dossiers.etape(id, 'porteur'), cookie))

  it('j’associe une commune du référentiel\u00a0: elle est prévenue, elle voit le dossier, la page montre ce qu’on sait d’elle', async () => {
    const id = await commencer(w, vico.cookie)
    const r = await associer(w, vico.cookie, id, 'Olmeto')
    expect(r.status).toBe(303)
    expect(r.headers.get('location')).toBe(`${paths.dossiers.etape(id, 'porteur')}?fait=associee#partenaires`)
    const page = await etapePorteur(id)
    for (const mot of ['Olmeto', 'Commune, 2A', 'habitants', 'Commune pilote', 'Peut remplir : Projet', 'Attendue', 'Demandée le'])
      expect(page.replaceAll('\u00a0', ' ')).toContain(mot)
    const [courriel] = await courrielsVers(olmeto.courriel)
    const [partenaire] = await partenairesDe(w, id)
    expect(courriel).toMatchObject({ lien: paths.dossiers.partenariat(partenaire!.id), dossier_id: id })
    expect(courriel!.texte).toContain('Commune pilote')
    expect((await w.get(paths.dossiers.etape(id, 'projet'), olmeto.cookie)).status).toBe(200)
    expect(await actions(id)).toContain('partenaire.associe')
  })

  it('sans JavaScript, je cherche, je choisis dans la liste, et rien de ce que j’ai tapé n’est perdu', async () => {
    const id = await commencer(w, vico.cookie)
    const recherche = await w.post(paths.dossiers.partenaires(id), { ...ROLE, q: 'Olmeto', structure: '', courriel: '' }, vico.cookie)
    expect(recherche.status).toBe(303)
    const page = await (await w.get(recherche.headers.get('location')!, vico.cookie)).text()
    const { id: structure } = await w.structure('Olmeto')
    expect(page).toContain(`value="${structure}"`)
    expect(page).toContain('value="Commune pilote"')
    expect(page).toMatch(/value="projet"[^>]*checked/)
    const choix = await w.post(paths.dossiers.partenaires(id), { ...ROLE, q: 'Olmeto', choix: 'oui', structure }, vico.cookie)
    expect(choix.status).toBe(303)
    expect(await partenairesDe(w, id)).toMatchObject([{ structure_id: structure, etapes: ['projet'] }])
    const oubli = await w.post(paths.dossiers.partenaires(id), { ...ROLE, q: 'Lumio', choix: 'oui' }, vico.cookie)
    expect(oubli.status).toBe(422)
    expect(await lisible(oubli)).toContain('Choisissez une structure, ou indiquez un courriel')
    const rien = await w.get(`${paths.dossiers.partenaires(id)}?q=Zzyzzyva`, vico.cookie)
    expect((await lisible(rien)).replaceAll('\u00a0', ' ')).toContain('Aucune structure ne ressemble à « Zzyzzyva »')
  })

  it('une structure sans compte\u00a0: on me demande un courriel, et l’invitation y part', async () => {
    const id = await commencer(w, vico.cookie)
    const sans = await associer(w, vico.cookie, id, 'Bonifacio')
    expect(sans.status).toBe(422)
    expect(await lisible(sans)).toContain('Personne n’a encore de compte pour Bonifacio. Indiquez un courriel de cette structure')
    expect((await associer(w, vico.cookie, id, 'Bonifacio', { courriel: 'mairie-bonifacio@guichet.example' })).status).toBe(303)
    expect(await courrielsVers('mairie-bonifacio@guichet.example')).toHaveLength(1)
  })

  it('une association du répertoire, que personne ne porte ici\u00a0: un courriel est demandé, puis elle est associée', async () => {
    await auRepertoire(w, { siren: '000411272', nom: 'FOYER RURAL DU LIAMONE', commune: 'VICO', code: '2A348' })
    const id = await commencer(w, vico.cookie)
    const cherche = await w.get(`${paths.dossiers.partenaires(id)}?q=foyer+rural+liamone`, vico.cookie)
    expect(await lisible(cherche)).toContain('Foyer Rural du Liamone')
    const associerSiren = (courriel: string) =>
      w.post(paths.dossiers.partenaires(id), { ...ROLE, q: '', structure: '000411272', courriel }, vico.cookie)
    expect(await lisible(await associerSiren(''))).toContain('Indiquez un courriel de cette structure')
    expect((await w.owner.query("select 1 from structure where siren = '000411272'")).rowCount).toBe(0)
    expect((await associerSiren('foyer@guichet.example')).status).toBe(303)
    const { rows } = await w.owner.query(
      "select s.nom, s.type from partenaire p join structure s on s.id = p.structure_id where p.dossier_id = $1 and s.siren = '000411272'",
      [id],
    )
    expect(rows).toEqual([{ nom: 'Foyer Rural du Liamone', type: 'association' }])
    await auRepertoire(w, { siren: '000522383', nom: 'FOYER FERME', etat: 'fermee' })
    const fermee = await w.post(
      paths.dossiers.partenaires(id),
      { ...ROLE, q: '', structure: '000522383', courriel: 'f@guichet.example' },
      vico.cookie,
    )
    expect([fermee.status, await lisible(fermee)]).toEqual([422, expect.stringContaining('est fermée')])
  })

  it('je ne connais qu’un courriel\u00a0: l’invitation part, une seule fois, quelle que soit la casse', async () => {
    const id = await commencer(w, vico.cookie)
    const inviter = (courriel: string) => w.post(paths.dossiers.partenaires(id), { ...ROLE, structure: '', q: '', courriel }, vico.cookie)
    expect((await inviter('Mairie-Piana@guichet.example')).status).toBe(303)
    expect((await inviter('mairie-piana@guichet.example')).headers.get('location')).toContain('fait=deja')
    expect(await partenairesDe(w, id)).toHaveLength(1)
    expect(await courrielsVers('mairie-piana@guichet.example')).toHaveLength(1)
    expect((await etapePorteur(id)).replaceAll('\u00a0', ' ')).toContain('Invitation envoyée')
    const fausse = await inviter('mairie-piana')
    expect(fausse.status).toBe(422)
    expect(await lisible(fausse)).toContain('Cette adresse électronique est incomplète')
  })

  it('ma propre structure, une structure inconnue, un rôle vide\u00a0: la page dit quoi corriger', async () => {
    const id = await commencer(w, vico.cookie)
    expect(await lisible(await associer(w, vico.cookie, id, 'Vico'))).toContain('C’est votre structure')
    const inconnue = { ...ROLE, structure: '00000000-0000-4000-8000-000000000000' }
    expect(await lisible(await w.post(paths.dossiers.partenaires(id), inconnue, vico.cookie))).toContain('Choisissez une structure')
    const sansRole = await associer(w, vico.cookie, id, 'Olmeto', { role: ' ' })
    expect(sansRole.status).toBe(422)
    expect(await sansRole.text()).toContain('<title>Erreur : ')
    expect(await partenairesDe(w, id)).toHaveLength(0)
  })

  it('six associations au même instant font un partenaire et un courriel', async () => {
    const id = await commencer(w, vico.cookie)
    const avant = (await courrielsVers(olmeto.courriel)).length
    const six = await Promise.all(Array.from({ length: 6 }, () => associer(w, vico.cookie, id, 'Olmeto')))
    expect(six.map(r => r.status)).toEqual([303, 303, 303, 303, 303, 303])
    expect(await partenairesDe(w, id)).toHaveLength(1)
    expect((await courrielsVers(olmeto.courriel)).length - avant).toBe(1)
    expect((await actions(id)).filter(a => a === 'partenaire.associe')).toHaveLength(1)
  })

  it('je change le rôle et les étapes d’un partenaire\u00a0; une étape qui reste au porteur n’est jamais ouverte', async () => {
    const { id, partenaires } = await projetCommun(w, vico.cookie, ['Olmeto'])
    const page = await w.get(paths.dossiers.partenaire(id, partenaires[0]!), vico.cookie)
    expect(await lisible(page)).toContain('Retirer cette structure du projet')
    const change = { role: 'Accueil du soir', contact: '', etapes: ['methode', 'porteur', 'depot'] }
    expect((await w.post(paths.dossiers.partenaire(id, partenaires[0]!), change, vico.cookie)).status).toBe(303)
    expect(await partenairesDe(w, id)).toMatchObject([{ role: 'Accueil du soir', contact: '', etapes: ['methode'] }])
    expect((await w.post(paths.dossiers.partenaire(id, partenaires[0]!), { role: '' }, vico.cookie)).status).toBe(422)
    expect(await actions(id)).toContain('partenaire.modifie')
  })

  it('je retire un partenaire\u00a0: le dossier n’existe plus pour lui, aussitôt, et je peux l’associer à nouveau', async () => {
    const { id, partenaires } = await projetCommun(w, vico.cookie, ['Olmeto'])
    expect((await w.get(paths.dossiers.etape(id, 'projet'), olmeto.cookie)).status).toBe(200)
    expect((await w.post(paths.dossiers.retraitPartenaire(id, partenaires[0]!), {}, vico.cookie)).status).toBe(303)
    for (const chemin of [paths.dossiers.voir(id), paths.dossiers.etape(id, 'projet'), paths.dossiers.donnees(id)])
      expect((await w.get(chemin, olmeto.cookie)).status).toBe(404)
    expect((await w.post(paths.dossiers.etape(id, 'projet'), { titre: 'Autre' }, olmeto.cookie)).status).toBe(404)
    expect((await w.post(paths.dossiers.retraitPartenaire(id, partenaires[0]!), {}, vico.cookie)).status).toBe(404)
    expect((await associer(w, vico.cookie, id, 'Olmeto')).headers.get('location')).toContain('fait=associee')
    expect(await actions(id)).toContain('partenaire.retire')
  })

  it('je relance une fois par jour\u00a0; six pressions au même instant font un courriel', async () => {
    const { id, partenaires } = await projetCommun(w, vico.cookie, ['Olmeto'])
    const avant = (await courrielsVers(olmeto.courriel)).length
    const relancer = () => w.post(paths.dossiers.relance(id, partenaires[0]!), {}, vico.cookie)
    const six = await Promise.all(Array.from({ length: 6 }, relancer))
    const ou = six.map(r => /fait=(\w+)/.exec(r.headers.get('location') ?? '')?.[1]).sort()
    expect(ou).toEqual(['relancee', 'trop_tot', 'trop_tot', 'trop_tot', 'trop_tot', 'trop_tot'])
    expect((await courrielsVers(olmeto.courriel)).length - avant).toBe(1)
    expect((await etapePorteur(id)).replaceAll('\u00a0', ' ')).toContain('Vous pourrez la relancer le 14 septembre 2021 à 10 h 00')
    w.regler('2021-09-14T09:59:59')
    expect((await relancer()).headers.get('location')).toContain('fait=trop_tot')
    w.regler('2021-09-14T10:00:00')
    expect((await relancer()).headers.get('location')).toContain('fait=relancee')
    expect((await courrielsVers(olmeto.courriel)).length - avant).toBe(2)
    expect((await actions(id)).filter(a => a === 'partenaire.relance')).toHaveLength(2)
  })

  it('un partenaire ou une autre structure ne gère pas les partenaires\u00a0: la page n’existe pas', async () => {
    const { id, partenaires } = await projetCommun(w, vico.cookie, ['Olmeto'])
    const p = partenaires[0]!
    for (const { cookie } of [olmeto, ailleurs]) {
      for (const chemin of [paths.dossiers.partenaires(id), paths.dossiers.partenaire(id, p)])
        expect((await w.get(chemin, cookie)).status).toBe(404)
      expect((await associer(w, cookie, id, 'Lumio')).status).toBe(404)
      expect((await w.post(paths.dossiers.partenaire(id, p), ROLE, cookie)).status).toBe(404)
      expect((await w.post(paths.dossiers.retraitPartenaire(id, p), {}, cookie)).status).toBe(404)
      expect((await w.post(paths.dossiers.relance(id, p), {}, cookie)).status).toBe(404)
    }
    expect(await etapePorteur(id, olmeto.cookie)).not.toContain('Associer une structure')
  })

  it('une fois le dossier déposé, ou l’appel clos, ses partenaires ne changent plus', async () => {
    const id = await dossierPret(w, vico.cookie)
    expect((await deposer(w, vico.cookie, id)).status).toBe(303)
    const brouillon = await projetCommun(w, vico.cookie, ['Olmeto'])
    expect((await associer(w, vico.cookie, id, 'Olmeto')).headers.get('location')).toBe(paths.dossiers.voir(id))
    w.regler('2021-09-18T00:00:00')
    expect((await associer(w, vico.cookie, brouillon.id, 'Lumio')).headers.get('location')).toBe(paths.dossiers.voir(brouillon.id))
    const retrait = paths.dossiers.retraitPartenaire(brouillon.id, brouillon.partenaires[0]!)
    expect((await w.post(retrait, {}, vico.cookie)).headers.get('location')).toBe(paths.dossiers.voir(brouillon.id))
    expect(await partenairesDe(w, brouillon.id)).toMatchObject([{ retire_le: null }])
  })
})
