import { describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { formulaire, type MondeSuivis, surUnBilan } from '../../../test/suivi.ts'
import { lisible } from '../../../test/vico.ts'
import { canonique, empreinteDe } from '../../contenu/index.ts'
import { ouvrirSuivisManquants } from '../index.ts'

describe('le bilan d’un lauréat', () => {
  let m: MondeSuivis
  let d: string
  let b: string
  let url: string
  surUnBilan(v => {
    ;({ m, d, b, url } = v)
  })
  const lire = async (chemin = url, cookie = m.vico.cookie) =>
    (await lisible(await m.w.get(chemin, cookie))).replace(/[\u00a0\u202f]/g, ' ').replaceAll('&#8239;', ' ')
  const envoyer = async (suite: string, plus: Record<string, string> = {}, cookie = m.vico.cookie) =>
    m.w.post(url, { ...(await formulaire(m.w, url, cookie)), ...plus, _suite: suite }, cookie)
  const jalons = async () =>
    (await m.w.owner.query('select id from jalon where dossier_id = $1 order by rang', [d])).rows.map(r => r.id as string)
  const depots = async () => (await m.w.owner.query('select * from bilan_depot where bilan_id = $1 order by rang', [b])).rows

  it('tout est prérempli du dossier\u00a0; « Rien de nouveau » se dépose en deux gestes', async () => {
    const page = await lire()
    for (const mot of [
      'À déposer avant le samedi 15 janvier 2022',
      'Rien de nouveau depuis le dossier',
      'Repris du dossier',
      'Marché notifié',
    ])
      expect(page).toContain(mot)
    const champs = await formulaire(m.w, url, m.vico.cookie)
    const [j1] = await jalons()
    expect(champs).toMatchObject({ [`j.${j1}.etat`]: 'a_venir', [`j.${j1}.prevu`]: '31/01/2022', fin: '30/09/2022' })
    expect(await lire(paths.bilans.rien(d, b))).toContain('Aucun jalon ni aucun indicateur n’a changé')
    const r = await m.w.post(paths.bilans.rien(d, b), {}, m.vico.cookie)
    expect(r.headers.get('location')).toBe(`${url}?fait=depose`)
    expect(await lire(`${url}?fait=depose`)).toMatch(/Bilan déposé Reçu le 4 janvier 2022 à 10 h 12.*Rien de nouveau depuis le précédent/)
    const [depot] = await depots()
    expect(depot).toMatchObject({ rien_de_nouveau: true, rang: 1 })
    expect(empreinteDe(canonique(depot.contenu))).toBe(depot.sha256)
    const recus = (await m.w.courriels()).filter(c => c.dossier_id === d && c.sujet.startsWith('Bilan reçu'))
    expect(recus.map(c => c.destinataire).sort()).toEqual([m.vico.courriel, m.collegue.courriel].sort())
    expect(recus[0]!.texte).toContain(depot.sha256)
    const [{ numero }] = (await m.w.owner.query('select numero from dossier where id = $1', [d])).rows
    const verifier = (n: string) => lire(`${paths.verifier}?${new URLSearchParams({ numero: n, empreinte: depot.sha256 })}`, '')
    expect(await verifier(numero)).toMatch(
      new RegExp(`Cet accusé correspond à un dépôt Bilan du .* dossier ${numero}, reçu le 4 janvier 2022`),
    )
    expect(await verifier('ITN7-9999')).toContain('Aucun dépôt ne correspond')
    expect((await m.w.journal()).find(e => e.action === 'bilan.depose' && e.objet_id === d)?.donnees).toMatchObject({
      rien: true,
      enRetard: false,
    })
  })

  it('je change un jalon, un indicateur et la fin\u00a0: la page dit ce que c’était, le bilan suivant repart de là', async () => {
    const [j1, j2] = await jalons()
    const [i1] = (await m.w.owner.query('select id from indicateur where dossier_id = $1 order by rang', [d])).rows.map(r => r.id)
    const dit = {
      [`j.${j1}.etat`]: 'fait',
      [`j.${j1}.fait`]: '3/1/2022',
      [`j.${j2}.etat`]: 'en_cours',
      [`j.${j2}.avancement`]: '40 %',
      [`i.${i1}`]: '9,5',
      fin: '31/10/2022',
      difficultes: 'Un recrutement.',
    }
    expect((await envoyer('rester', dit)).status).toBe(303)
    const page = await lire()
    for (const mot of [
      'Était « À venir »',
      'Était à 12',
      'Était le 30 septembre 2022',
      'Un jalon atteint : Marché notifié',
      '28 jours avant la date prévue',
    ])
      expect(page).toContain(mot)
    expect(page).not.toContain('Rien de nouveau depuis')
    expect((await m.w.post(paths.bilans.rien(d, b), {}, m.vico.cookie)).headers.get('location')).toBe(url)
    expect((await envoyer('deposer')).status).toBe(303)
    expect(await m.suivi(d)).toMatchObject({ fin: '2022-09-30', fin_annoncee: '2022-10-31', acheve_le: null })
    expect((await depots())[0].contenu).toMatchObject({ fin: '2022-10-31', finAvant: '2022-09-30', difficultes: 'Un recrutement.' })
    m.w.regler('2022-04-02T10:00:00')
    await ouvrirSuivisManquants(m.w.deps, m.w.horloge.instant)
    const suivant = (await m.bilans(d))[1]!
    const champs = await formulaire(m.w, paths.bilans.voir(d, suivant.id), m.vico.cookie)
    expect(champs).toMatchObject({
      [`j.${j1}.etat`]: 'fait',
      [`j.${j2}.avancement`]: '40',
      [`i.${i1}`]: '9,5',
      fin: '31/10/2022',
      difficultes: '',
    })
    expect(await lire(paths.bilans.voir(d, suivant.id))).toContain('Repris du 31 décembre')
  })

  it('ce qui ne se lit pas est gardé et montré, le dépôt l’attend', async () => {
    const [j1] = await jalons()
    const faux = { [`j.${j1}.prevu`]: '31/02/2022', fin: '', final: '' }
    expect((await envoyer('rester', faux)).status).toBe(303)
    expect(await lire()).toContain('« 31/02/2022 » n’est pas une date')
    const r = await envoyer('deposer')
    expect(r.status).toBe(422)
    const html = await r.text()
    expect(html).toContain(`href="#j.${j1}.prevu"`)
    expect(html).toContain('Indiquez la fin prévue du projet')
    expect(html).toContain('value="31/02/2022"')
    expect(await depots()).toEqual([])
  })

  it('avant la fin de la période il se prépare sans se déposer, sauf si le projet est terminé', async () => {
    m.w.regler('2021-12-20T10:00:00')
    expect(await lire()).toContain('Dépôt possible dès le 31 décembre')
    const tot = await envoyer('deposer', { difficultes: 'Aucune.' })
    expect([tot.status, (await lisible(tot)).replace(/\u00a0/g, ' ').includes('se dépose à partir du 31 décembre 2021')]).toEqual([
      422,
      true,
    ])
    expect((await envoyer('deposer', { final: 'oui' })).status).toBe(422)
    expect((await envoyer('deposer', { final: 'oui', fin: '18/12/2021' })).status).toBe(303)
    expect(await m.suivi(d)).toMatchObject({ acheve_le: '2021-12-18' })
    m.w.regler('2022-05-01T10:00:00')
    await ouvrirSuivisManquants(m.w.deps, m.w.horloge.instant)
    expect((await m.bilans(d)).map(x => x.etat)).toEqual(['depose', 'sans_objet'])
    // seen to fail when both stand under « Déposés »
    expect(await lire(paths.bilans.liste)).toMatch(/Déposés 4 ?e ?trimestre 2021.*Plus attendus 1 ?er ?trimestre 2022.*Plus attendu/)
  })

  it('le jour même de l’échéance, jusqu’à minuit, il n’est pas en retard', async () => {
    m.w.regler('2022-01-15T23:59:59')
    expect((await m.w.post(paths.bilans.rien(d, b), {}, m.vico.cookie)).headers.get('location')).toBe(`${url}?fait=depose`)
    expect((await m.w.journal()).filter(e => e.action === 'bilan.depose' && e.objet_id === d).at(-1)?.donnees).toMatchObject({
      enRetard: false,
    })
  })

  it('en retard, il est reçu et compte\u00a0; renvoyé, je lis la remarque et le dépose à nouveau à côté', async () => {
    m.w.regler('2022-02-01T09:00:00')
    expect((await m.w.post(paths.bilans.rien(d, b), {}, m.vico.cookie)).headers.get('location')).toBe(`${url}?fait=retard`)
    expect(await lire(`${url}?fait=retard`)).toContain('attendu le 15 janvier 2022 : il est reçu et compte')
    await m.w.owner.query("update bilan set etat = 'renvoye' where id = $1", [b])
    await m.w.owner.query(
      "update bilan_depot set lecture = 'renvoye', remarque = 'Précisez la date du marché.', lu_par = $2, lu_le = $3 where bilan_id = $1",
      [b, m.referent.id, m.w.horloge.instant],
    )
    expect(await lire()).toContain('« Précisez la date du marché. »')
    const [j1] = await jalons()
    expect((await envoyer('deposer', { [`j.${j1}.etat`]: 'fait', [`j.${j1}.fait`]: '31/01/2022' })).status).toBe(303)
    expect((await depots()).map(x => [x.rang, x.rien_de_nouveau])).toEqual([
      [1, true],
      [2, false],
    ])
    expect((await m.bilans(d))[0]!.etat).toBe('depose')
  })

  it('une collègue de ma structure peut tout, un partenaire lit, une autre structure et un agent ne trouvent rien', async () => {
    expect((await envoyer('rester', { difficultes: 'Vu.' }, m.collegue.cookie)).status).toBe(303)
    expect(await lire(url, m.olmeto.cookie)).toContain('Vico n’a pas encore déposé ce bilan')
    const statuts = async (qui: { cookie: string }) => [
      (await m.w.get(url, qui.cookie)).status,
      (await m.w.post(url, { difficultes: 'Non.' }, qui.cookie)).status,
      (await m.w.post(paths.bilans.rien(d, b), {}, qui.cookie)).status,
      (await m.w.get(paths.bilans.pieces(d, b), qui.cookie)).status,
      (await m.w.get(paths.bilans.suivi(d), qui.cookie)).status,
    ]
    expect(await statuts(m.olmeto)).toEqual([200, 303, 303, 303, 200])
    for (const qui of [m.ailleurs, m.referent, m.admin]) expect(await statuts(qui)).toEqual([404, 404, 404, 404, 404])
    const [autre] = (await m.laureats(1)) as [string]
    expect((await m.w.get(paths.bilans.voir(autre, b), m.vico.cookie)).status).toBe(404)
    expect((await m.w.owner.query('select saisie from bilan where id = $1', [b])).rows[0].saisie.valeurs.difficultes).toBe('Vu.')
  })

  it('qui n’a pas donné son nom est dit par sa fonction et sa structure, jamais par son adresse', async () => {
    await m.w.owner.query("update compte set name = '' where id = $1", [m.collegue.id])
    await m.w.owner.query("update appartenance set fonction = 'Secrétaire de mairie' where compte_id = $1", [m.collegue.id])
    await m.w.post(
      url,
      { ...(await formulaire(m.w, url, m.collegue.cookie)), difficultes: 'Un retard.', _suite: 'deposer' },
      m.collegue.cookie,
    )
    const pages = [await lire(), await lire(paths.suivi.lecture(b), m.referent.cookie)]
    const [recu] = (await m.w.courriels()).filter(c => c.dossier_id === d && c.sujet.startsWith('Bilan reçu'))
    for (const texte of [...pages, recu!.texte]) {
      expect(texte).toContain('Secrétaire de mairie, Vico')
      expect(texte).not.toContain(m.collegue.courriel)
    }
    await m.w.owner.query("update compte set name = 'Comptable de Vico' where id = $1", [m.collegue.id])
  })

  it('deux personnes à la fois\u00a0: rien n’est écrasé sans que je choisisse', async () => {
    const [page, autre] = [await formulaire(m.w, url, m.vico.cookie), await formulaire(m.w, url, m.collegue.cookie)]
    await m.w.post(url, { ...autre, difficultes: 'Sa version.', _suite: 'rester' }, m.collegue.cookie)
    const conflit = await m.w.post(url, { ...page, difficultes: 'La mienne.', fin: '01/10/2022', _suite: 'rester' }, m.vico.cookie)
    expect(conflit.status).toBe(409)
    expect(await conflit.text()).toContain('Comptable de Vico a modifié cette réponse')
    const saisie = async () => (await m.w.owner.query('select saisie from bilan where id = $1', [b])).rows[0].saisie.valeurs
    expect(await saisie()).toMatchObject({ difficultes: 'Sa version.', fin: '01/10/2022' })
    const choisi = { ...page, difficultes: 'La mienne.', '_choix.difficultes': 'mienne', _suite: 'rester' }
    expect((await m.w.post(url, choisi, m.vico.cookie)).status).toBe(303)
    expect(await saisie()).toMatchObject({ difficultes: 'La mienne.' })
  })

  it('déposé pendant que j’écrivais\u00a0: ce qui n’est pas gardé me revient, et ce qui l’était déjà ne se perd pas', async () => {
    const page = await formulaire(m.w, url, m.vico.cookie)
    await m.w.post(paths.bilans.rien(d, b), {}, m.collegue.cookie)
    expect((await m.w.post(url, { ...page, _suite: 'rester' }, m.vico.cookie)).status).toBe(303)
    const tard = await m.w.post(url, { ...page, difficultes: 'Un retard.', _suite: 'rester' }, m.vico.cookie)
    expect([tard.status, await lisible(tard)]).toEqual([422, expect.stringMatching(/Ce bilan ne change plus.*Un retard\./)])
    expect((await m.w.get(url, m.vico.cookie)).status).toBe(200)
  })

  it('six dépôts à la fois n’en font qu’un', async () => {
    const six = await Promise.all(Array.from({ length: 6 }, () => m.w.post(paths.bilans.rien(d, b), {}, m.vico.cookie)))
    expect(new Set(six.map(r => r.status))).toEqual(new Set([303]))
    expect(await depots()).toHaveLength(1)
  })

  it('je joins une photo et la retrouve\u00a0; un fichier trop lourd ou d’un autre type est refusé avec sa raison', async () => {
    const joindre = (octets: string, nom: string) => {
      const corps = new FormData()
      corps.append('fichier', new Blob([octets]), nom)
      return m.w.post(paths.bilans.pieces(d, b), corps, m.vico.cookie)
    }
    expect((await joindre('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n', 'photo.pdf')).status).toBe(303)
    expect(await lire()).toContain('photo.pdf')
    const refus = await joindre('<html>', 'page.html')
    expect([refus.status, (await lisible(refus)).includes('Envoyez un fichier PDF')]).toEqual([422, true])
    const lourd = await joindre(`%PDF-1.7${'x'.repeat(10_000_001)}`, 'lourd.pdf')
    expect([lourd.status, (await lisible(lourd)).replace(/\u00a0/g, ' ').includes('dépasse 10 Mo')]).toEqual([422, true])
    const [piece] = (await m.w.owner.query('select id from bilan_piece where bilan_id = $1', [b])).rows
    expect((await m.w.get(paths.bilans.piece(d, b, piece.id), m.olmeto.cookie)).status).toBe(200)
    expect((await m.w.get(paths.bilans.piece(d, b, piece.id), m.ailleurs.cookie)).status).toBe(404)
    expect((await m.w.post(paths.bilans.retraitPiece(d, b, piece.id), {}, m.vico.cookie)).status).toBe(303)
    expect(await lire()).not.toContain('photo.pdf')
  })
})
