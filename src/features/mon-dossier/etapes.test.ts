import { describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { contenu, envoyer, etape, ouvrir, preparerEtapes, vico, w } from '../../test/etapes.ts'
import { commencer, dossierPret, lisible } from '../../test/vico.ts'

preparerEtapes()

describe('remplir un dossier, étape par étape', () => {
  it('je commence un dossier\u00a0: il a un numéro, et la première étape s’ouvre', async () => {
    const id = await commencer(w, vico.cookie)
    const voir = await w.get(paths.dossiers.voir(id), vico.cookie)
    expect(voir.headers.get('location')).toBe(paths.dossiers.etape(id, 'porteur'))
    expect(await lisible(await etape(id, 'porteur'))).toMatch(/Dossier ITN7-0001 .*Vico/)
  })

  it.each([
    ['plan', 'aide', '1e9', '« 1e9 » n’est pas un montant'],
    ['plan', 'aide', '-3', '« -3 » est négatif'],
    ['plan', 'depenses.portail1.ht', '3600 / an', 'n’est pas un montant'],
    ['plan', 'part', '9999999999999999', 'est trop grand'],
    ['methode', 'date_debut', '31/02/2022', '« 31/02/2022 » n’est pas une date du calendrier'],
    ['methode', 'date_debut', 'bientôt', 'n’est pas une date'],
    ['projet', 'agents_beneficiaires', '-3', 'est négatif'],
    ['projet', 'agents_beneficiaires', 'une dizaine', 'n’est pas un nombre entier'],
    ['projet', 'urbanisme', 'autre_chose', 'Choisissez une réponse de la liste'],
    ['porteur', 'representant_legal', 'x'.repeat(121), '1 caractère de trop'],
  ])(
    'étape %s, %s : « %s » revient tel quel avec sa phrase, maintenant et plus tard, et ne vaut jamais zéro',
    async (code, champ, texte, phrase) => {
      const id = await dossierPret(w, vico.cookie)
      const r = await envoyer(id, code, { [champ]: texte })
      expect(r.status).toBe(422)
      const html = await r.text()
      expect(html).toContain('<title>Erreur : ')
      expect(html).toContain(`href="#${champ}"`)
      expect(html.replaceAll('\u00a0', ' ')).toContain(phrase)
      const plusTard = await (await etape(id, code)).text()
      if (champ !== 'urbanisme') expect(plusTard).toContain(`value="${texte}"`)
      expect(plusTard.replaceAll('\u00a0', ' ')).toContain(phrase)
      const { reponses } = await contenu(id)
      expect(reponses.illisibles[champ]).toBe(texte)
      expect(reponses.valeurs).not.toHaveProperty([champ])
      expect(
        (await w.post(paths.dossiers.depot(id), { engagements: ['au_nom_de', 'moyens', 'bilans', 'exactitude'] }, vico.cookie)).status,
      ).toBe(422)
    },
  )

  it('ce qui se lit est enregistré même si un champ voisin ne se lit pas', async () => {
    const id = await commencer(w, vico.cookie)
    const r = await envoyer(id, 'plan', { aide: '12 500,50', part: 'la moitié', aide_minimale: '0' })
    expect(r.status).toBe(422)
    const c = await contenu(id)
    expect(c.reponses.valeurs).toMatchObject({ aide: 1_250_050, aide_minimale: 0 })
    expect(c.cout_global).toBeNull()
    await envoyer(id, 'plan', { part: '2 000 €' })
    expect((await contenu(id)).cout_global).toBe(1_450_050)
  })

  it('ce que je laisse vide n’est pas zéro\u00a0: le coût global attend', async () => {
    const id = await commencer(w, vico.cookie)
    await envoyer(id, 'plan', { aide: '6 000', part: '' })
    const page = await lisible(await etape(id, 'plan'))
    expect(page).toContain('votre part')
    expect((await contenu(id)).cout_global).toBeNull()
  })

  const sansNoscript = (html: string) => html.replace(/<noscript>.*?<\/noscript>/gs, '')

  it('une réponse qui en appelle une autre la fait paraître, et j’y suis conduit', async () => {
    const id = await commencer(w, vico.cookie)
    expect(sansNoscript(await (await etape(id, 'methode')).text())).not.toContain('name="logiciel_libre"')
    const r = await envoyer(id, 'methode', { logiciel_prevu: 'oui', _suite: 'continuer' })
    expect(r.headers.get('location')).toBe(`${paths.dossiers.etape(id, 'methode')}#logiciel_libre`)
    expect(sansNoscript(await (await etape(id, 'methode')).text())).toContain('name="logiciel_libre"')
  })

  it('sans script, ce qui dépend d’une réponse de la même étape se remplit du même coup, et je ne reviens pas sur la page', async () => {
    const id = await commencer(w, vico.cookie)
    const page = await (await etape(id, 'methode')).text()
    expect(page).toMatch(/<noscript>.*?name="place_feuille_de_route".*?<\/noscript>/s)
    const _base = /name="_base" value="([^"]*)"/.exec(page)![1]!.replaceAll('&quot;', '"')
    const reponses = { logiciel_prevu: 'oui', logiciel_libre: 'libre', feuille_de_route: 'approuvee', place_feuille_de_route: 'Action 4.' }
    const r = await envoyer(id, 'methode', { ...reponses, _base, _suite: 'continuer' })
    expect(r.headers.get('location')).toBe(paths.dossiers.etape(id, 'plan'))
    expect((await contenu(id)).reponses.valeurs).toMatchObject({ logiciel_libre: 'libre', place_feuille_de_route: 'Action 4.' })
    // an answer that is hidden now is never emptied by a page that does not show it
    await envoyer(id, 'methode', { logiciel_prevu: '' })
    const cachee = /name="_base" value="([^"]*)"/.exec(await (await etape(id, 'methode')).text())![1]!.replaceAll('&quot;', '"')
    await envoyer(id, 'methode', { pilotage: 'Un comité.', feuille_de_route: 'approuvee', _base: cachee })
    expect((await contenu(id)).reponses.valeurs).toMatchObject({ logiciel_libre: 'libre' })
  })

  it('le début, les premiers résultats, la fin et les étapes sont un seul calendrier', async () => {
    const id = await commencer(w, vico.cookie)
    const calendrier = /<section[^>]*id="jalons".*?<\/section>/s.exec(await (await etape(id, 'methode')).text())![0]
    for (const mot of ['name="date_debut"', 'name="date_resultats"', 'name="date_fin"', 'Ajouter une étape'])
      expect(calendrier).toContain(mot)
  })

  it('l’urbanisme ne se demande qu’aux actions qui ouvrent une démarche en ligne ; une réponse d’avant ne compte plus', async () => {
    const id = await commencer(w, vico.cookie)
    await envoyer(id, 'projet', { volet: 'volet_3' })
    await envoyer(id, 'projet', { actions: ['demarches_usagers'] })
    expect(await (await etape(id, 'projet')).text()).toContain('name="urbanisme"')
    await envoyer(id, 'projet', { urbanisme: 'tout' })
    expect(await lisible(await etape(id, 'projet'))).toContain('Déposez votre projet là-bas')
    await envoyer(id, 'projet', { actions: ['plus_de_canaux'] })
    const page = await etape(id, 'projet')
    expect(await page.clone().text()).not.toContain('name="urbanisme"')
    expect(await lisible(page)).not.toContain('Déposez votre projet là-bas')
  })

  it('le volet choisi donne ses actions\u00a0; en changer retire celles de l’ancien et donne l’autre formulaire', async () => {
    const id = await commencer(w, vico.cookie)
    const r = await envoyer(id, 'projet', { volet: 'volet_3', _suite: 'continuer' })
    expect(r.headers.get('location')).toBe(`${paths.dossiers.etape(id, 'projet')}#actions`)
    await envoyer(id, 'projet', { actions: ['reunir_services', 'former_agents'] })
    expect((await contenu(id)).reponses.valeurs.actions).toEqual(['reunir_services'])
    await envoyer(id, 'projet', { volet: 'volet_4' })
    expect((await contenu(id)).reponses.valeurs.actions).toEqual([])
    const html = await (await etape(id, 'projet')).text()
    expect(html).toContain('name="laboratoire"')
    expect(html).not.toContain('name="urbanisme"')
  })

  it('deux collègues sur la même étape\u00a0: chacun garde ce que l’autre n’a pas touché', async () => {
    const id = await dossierPret(w, vico.cookie)
    const [a, b] = [await ouvrir(id, 'porteur'), await ouvrir(id, 'porteur')]
    const tel = { representant_legal: 'Maire', contact_operationnel: 'Secrétariat de mairie', date_deliberation: '26/07/2021' }
    expect((await envoyer(id, 'porteur', { ...tel, ...a, representant_legal: 'Première adjointe' })).status).toBe(303)
    expect((await envoyer(id, 'porteur', { ...tel, ...b, contact_operationnel: 'Accueil' })).status).toBe(303)
    expect((await contenu(id)).reponses.valeurs).toMatchObject({ representant_legal: 'Première adjointe', contact_operationnel: 'Accueil' })
  })

  it('deux collègues sur le même champ\u00a0: rien n’est écrasé, les deux versions s’affichent, je choisis', async () => {
    const id = await dossierPret(w, vico.cookie)
    const [a, b] = [await ouvrir(id, 'porteur'), await ouvrir(id, 'porteur')]
    await envoyer(id, 'porteur', {
      ...a,
      representant_legal: 'Première adjointe',
      contact_operationnel: 'Secrétariat de mairie',
      date_deliberation: '26/07/2021',
    })
    const mienne = { ...b, representant_legal: 'Deuxième adjoint', contact_operationnel: 'Accueil', date_deliberation: '26/07/2021' }
    const r = await envoyer(id, 'porteur', mienne)
    expect(r.status).toBe(409)
    const page = await lisible(r)
    expect(page).toMatch(/Enregistré à 10 h 00, sauf « Fonction de la personne/)
    expect(page).toMatch(/Sa version, enregistrée Première adjointe .*La vôtre Deuxième adjoint .*Garder la mienne Prendre la sienne/)
    expect((await contenu(id)).reponses.valeurs).toMatchObject({ representant_legal: 'Première adjointe', contact_operationnel: 'Accueil' })
    expect((await envoyer(id, 'porteur', mienne)).status).toBe(409)
    expect((await envoyer(id, 'porteur', { ...mienne, '_choix.representant_legal': 'mienne' })).status).toBe(303)
    expect((await contenu(id)).reponses.valeurs.representant_legal).toBe('Deuxième adjoint')
  })

  it('un autre site ne peut rien enregistrer dans mon dossier', async () => {
    const id = await commencer(w, vico.cookie)
    const r = await w.post(paths.dossiers.etape(id, 'projet'), { titre: 'Pirate' }, vico.cookie, { origin: 'https://ailleurs.example' })
    expect(r.status).toBe(403)
    expect((await contenu(id)).titre).not.toBe('Pirate')
  })

  it('la dernière étape dit d’abord ce qui bloque et les montants ; les règles et le dossier entier se déplient, les clauses avec', async () => {
    const id = await commencer(w, vico.cookie)
    await envoyer(id, 'plan', { aide: '30 000', part: '8 900' })
    const html = await (await etape(id, 'depot')).text()
    const sansPlis = html.replace(/<details[\s\S]*?<\/details>/g, '')
    const lu = await lisible(new Response(sansPlis))
    expect(lu).toMatch(/Encore \d+ points à régler avant de déposer.*Blocages.*Montants Vous demandez 30 000 € Vous payez 8 900 €/)
    expect(lu).toContain('Déposer : 30 000 € demandés')
    expect(lu).not.toMatch(/\bC\d\.\d/)
    expect(await lisible(new Response(html))).toMatch(/Les règles de l’appel .*\bC5\.3/)
  })

  it('un texte hostile est montré, jamais exécuté', async () => {
    const id = await commencer(w, vico.cookie)
    await envoyer(id, 'projet', { titre: '<script>alert(1)</script>\u0000"onload=' })
    const html = await (await etape(id, 'depot')).text()
    expect(html).not.toContain('<script>alert')
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  })

  it('mon espace montre mes dossiers, ce qui reste à faire et jusqu’à quand\u00a0; vide, il dit par où commencer', async () => {
    const olmeto = await w.compte({ structures: ['Olmeto'] })
    expect(await lisible(await w.get(paths.espace, olmeto.cookie))).toContain('Vous n’avez pas encore de dossier')
    const id = await commencer(w, olmeto.cookie)
    const page = await lisible(await w.get(paths.espace, olmeto.cookie))
    expect(page).toMatch(/À faire : 1 .*4 jours .*vendredi 17 septembre 2021 à 23 h 59/)
    expect(page).toContain('Étapes complètes : 0 sur 5')
    w.regler('2021-09-18T09:00:00')
    expect(await lisible(await w.get(paths.espace, olmeto.cookie))).toContain('Non déposé')
    w.regler('2021-09-13T10:00:00')
    expect(await (await w.get(paths.espace, vico.cookie)).text()).not.toContain(id)
    expect(await lisible(await w.get(paths.espace, (await w.compte()).cookie))).toContain('Rejoindre ma structure')
  })
})
