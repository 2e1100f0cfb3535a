<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="it" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>network, epoch {epoch}</source>
        <translation>rete, epoca {epoch}</translation>
    </message>
    <message>
        <source>custom</source>
        <translation>personalizzata</translation>
    </message>
    <message>
        <source>{name}, epoch {epoch}</source>
        <translation>{name}, epoca {epoch}</translation>
    </message>
    <message>
        <source>{file} holds a network for images of {width}×{height} pixels; the data set that is open has {expected_width}×{expected_height}.</source>
        <translation>{file} contiene una rete per immagini di {width}×{height} pixel; il dataset aperto ne ha di {expected_width}×{expected_height}.</translation>
    </message>
    <message>
        <source>Its file does not say what it is; it was opened as you have said: {activation}, {output}, {shape}.</source>
        <translation>Il suo file non dice che cos&apos;è; è stata aperta come hai detto: {activation}, {output}, {shape}.</translation>
    </message>
    <message>
        <source>“{name}” is being trained, here or in another window: stop it first.</source>
        <translation>«{name}» è in addestramento, qui o in un&apos;altra finestra: prima fermala.</translation>
    </message>
    <message>
        <source>{folder} cannot be moved to the trash, and is left as it is.</source>
        <translation>Non si può spostare {folder} nel cestino: resta dov&apos;è.</translation>
    </message>
    <message>
        <source>What an autoencoder is</source>
        <translation>Che cos&apos;è un autoencoder</translation>
    </message>
    <message>
        <source>An autoencoder learns to copy a picture, with a catch: on the way the picture has to pass through very few numbers, its code. Follow the digit from left to right. 784 pixels go in, 2 numbers are left of them in the middle, and from these alone 784 pixels are drawn again. Nobody tells the network which digit it sees: the picture itself is what the copy is compared with.</source>
        <translation>Un autoencoder impara a copiare un&apos;immagine, ma con un ostacolo: lungo la strada l&apos;immagine deve passare per pochissimi numeri, il suo codice. Segui la cifra da sinistra a destra. Entrano 784 pixel, nel mezzo ne restano 2 numeri, e da questi soltanto si ridisegnano 784 pixel. Nessuno dice alla rete quale cifra vede: la copia si confronta con l&apos;immagine stessa.</translation>
    </message>
    <message>
        <source>The code plane</source>
        <translation>Il piano dei codici</translation>
    </message>
    <message>
        <source>A code of two numbers is a place in a plane. Each point here is the code of one of 10,000 test digits, in the colour of its class. The network was never told the classes, and yet they come apart, because digits that look alike are copied well from codes that lie together. Ones lie far from zeros; 4 and 9 differ in one short stroke and lie side by side. The middle is enlarged, so that every class has room: switch True scale on to see the plane as it is.</source>
        <translation>Un codice di due numeri è un punto di un piano. Ogni punto qui è il codice di una delle 10.000 cifre di test, nel colore della sua classe. Nessuno ha mai detto alla rete le classi, eppure si separano, perché cifre che si somigliano si copiano bene da codici vicini. Gli 1 sono lontani dagli 0; 4 e 9 differiscono per un breve tratto e stanno fianco a fianco. Il centro è ingrandito, perché ogni classe abbia spazio: attiva Scala reale per vedere il piano com&apos;è.</translation>
    </message>
    <message>
        <source>The decoder turns any place of the plane into a picture, also where no digit ever was. Move the mouse slowly from one class into another, and watch one digit become the other. A click keeps what you have found. The meter beside the plane tells whether the decoder knows the place from training, or invents what it draws there.</source>
        <translation>Il decoder trasforma qualunque punto del piano in un&apos;immagine, anche dove non c&apos;è mai stata una cifra. Muovi piano il mouse da una classe a un&apos;altra e guarda una cifra diventare l&apos;altra. Un clic conserva quello che hai trovato. L&apos;indicatore accanto al piano dice se il decoder conosce quel punto dall&apos;addestramento o se inventa quello che disegna.</translation>
    </message>
    <message>
        <source>The encoder turns a picture into a place. Draw a digit on the pad: it is scaled and centred as the training digits were, encoded, and marked in the plane while you draw. Draw a 7, and then one without its bar: the mark moves towards the ones. The bars below the pad say which classes lie around your digit.</source>
        <translation>L&apos;encoder trasforma un&apos;immagine in un punto. Disegna una cifra sul foglio da disegno: viene ridimensionata e centrata come le cifre di addestramento, codificata e segnata nel piano mentre disegni. Disegna un 7, e poi uno senza la barretta: il segno si sposta verso gli 1. Le barre sotto il foglio dicono quali classi stanno intorno alla tua cifra.</translation>
    </message>
    <message>
        <source>The grid shows what the decoder draws everywhere. Nothing in training asks the codes to fill the plane, so between the classes and beyond them the decoder was never trained, and what it draws there may be no digit at all. This is why a plain autoencoder is a poor generator of new digits. Click two places: the Path tool shows what is drawn on the way from one to the other, straight through the holes or around them.</source>
        <translation>La griglia mostra che cosa disegna il decoder dappertutto. Niente nell&apos;addestramento chiede ai codici di riempire il piano: fra le classi e oltre, il decoder non è mai stato addestrato, e quello che disegna lì può non essere affatto una cifra. Per questo un semplice autoencoder è un cattivo generatore di cifre nuove. Fai clic su due punti: lo strumento Percorso mostra che cosa si disegna andando dall&apos;uno all&apos;altro, dritto attraverso i buchi o girandoci intorno.</translation>
    </message>
    <message>
        <source>This is a new network, after a single step of training. Its weights were drawn at random, from Kaiming&apos;s normal distribution, whose variance is two over the number of inputs: with it a signal passes through the layers without fading or growing. The first hidden units are shown: noise. After an epoch of training many of them will be strokes and blobs of ink.</source>
        <translation>Questa è una rete nuova, dopo un solo passo di addestramento. I suoi pesi sono estratti a caso, dalla distribuzione normale di Kaiming, la cui varianza è due diviso il numero degli ingressi: così un segnale attraversa gli strati senza spegnersi e senza crescere. Si vedono le prime unità nascoste: rumore. Dopo un&apos;epoca di addestramento molte saranno tratti e macchie d&apos;inchiostro.</translation>
    </message>
    <message>
        <source>Reading the curves</source>
        <translation>Leggere le curve</translation>
    </message>
    <message>
        <source>The pale line is the loss of each step. It jumps, since every step sees other digits; the strong line is a mean of the steps before. The dots are the error on the 10,000 test digits, which are never trained on: if the dots rise while the line falls, the network learns its training digits by heart. The copies below become clearer with every epoch.</source>
        <translation>La linea chiara è la perdita di ogni passo. Salta, perché ogni passo vede altre cifre; la linea spessa è una media dei passi precedenti. I pallini sono l&apos;errore sulle 10.000 cifre di test, con cui non ci si addestra mai: se i pallini salgono mentre la linea scende, la rete impara a memoria le cifre di addestramento. Le copie qui sotto diventano più nitide a ogni epoca.</translation>
    </message>
    <message>
        <source>Principal component analysis, PCA, is the best that a network without curves can do: it keeps the two directions in which digits vary most, and needs no training. With two numbers a digit its error is 0.0557, the trained network&apos;s 0.0310. Move the mouse over one plane and see the same digit in the other.</source>
        <translation>L&apos;analisi delle componenti principali, PCA, è il meglio che può fare una rete senza curve: conserva le due direzioni in cui le cifre variano di più, e non ha bisogno di addestramento. Con due numeri per cifra il suo errore è 0,0557, quello della rete addestrata 0,0310. Muovi il mouse su un piano e guarda la stessa cifra nell&apos;altro.</translation>
    </message>
    <message>
        <source>More numbers in the code make a smaller error, for both. But the lead of the network melts: with 256 numbers PCA reaches 0.00138, and seed-256d, whose learning rate stays the same from start to end, only 0.00232, though it could do all that PCA does. The network is not too weak: with a rate that rises and then falls, the same network, tuned-256d, reaches 0.00083 in as many epochs.</source>
        <translation>Più numeri nel codice danno un errore più piccolo, a entrambe. Ma il vantaggio della rete si scioglie: con 256 numeri la PCA arriva a 0,00138, e seed-256d, il cui tasso di apprendimento resta lo stesso dall&apos;inizio alla fine, solo a 0,00232, anche se potrebbe fare tutto ciò che fa la PCA. La rete non è troppo debole: con un tasso che sale e poi scende, la stessa rete, tuned-256d, arriva a 0,00083 in altrettante epoche.</translation>
    </message>
    <message>
        <source>Under noise</source>
        <translation>Sotto il rumore</translation>
    </message>
    <message>
        <source>The same weights everywhere</source>
        <translation>Gli stessi pesi ovunque</translation>
    </message>
    <message>
        <source>A 7 is a 7 wherever it lies. The layers so far know nothing of that: each unit has a weight of its own for every pixel. A convolution looks at 3 × 3 pixels at a time, with the same weights everywhere, and what it answers is a map. These are the maps of the first one for the digit at hand. Turn the list from Feature maps to Looks for to see its weights, and click other layers. With 830,881 parameters this network, convolutional-32d, redraws digits as well as deep-30d, which has three times as many.</source>
        <translation>Un 7 è un 7 ovunque si trovi. Gli strati visti finora non lo sanno: ogni unità ha un peso tutto suo per ogni pixel. Una convoluzione guarda 3 × 3 pixel per volta, con gli stessi pesi ovunque, e la sua risposta è una mappa. Queste sono le mappe della prima convoluzione per la cifra in mano. Nell&apos;elenco passa da Mappe a Che cosa cerca per vederne i pesi, e fai clic su altri strati. Con 830.881 parametri questa rete, convolutional-32d, ridisegna le cifre bene quanto deep-30d, che ne ha il triplo.</translation>
    </message>
    <message>
        <source>Show deep-30d</source>
        <translation>Mostra deep-30d</translation>
    </message>
    <message>
        <source>This network saw each training digit under noise and was asked for the clean one: a denoising autoencoder. To tell noise and digit apart it has to know what digits look like. An arrow leads from the code of a noisy digit to that of its redrawn copy: noise drives the codes together, and the copies lie apart again. Move the mouse over the points, and then the slider Noise: noisy digits go in, and clean ones come out. The button shows deep-30d, which never saw noise: look what it makes of the same.</source>
        <translation>Questa rete ha visto ogni cifra di addestramento sotto il rumore e doveva ridare quella pulita: è un autoencoder denoising. Per distinguere il rumore dalla cifra deve sapere che aspetto hanno le cifre. Una freccia va dal codice di una cifra rumorosa a quello della sua copia ridisegnata: il rumore spinge i codici gli uni verso gli altri, e le copie tornano a separarsi. Muovi il mouse sopra i punti, e poi il cursore Rumore: entrano cifre rumorose ed escono pulite. Il pulsante mostra deep-30d, che non ha mai visto rumore: guarda che cosa ne fa.</translation>
    </message>
    <message>
        <source>A variational one</source>
        <translation>Un autoencoder variazionale</translation>
    </message>
    <message>
        <source>A variational autoencoder gives each picture not a place but a cloud of places, the ellipse in the plane, and decodes one that it draws from it. A second term of its loss, the divergence, draws all clouds towards one prior, a normal distribution around the middle; the rings are one, two and three deviations of it. So new digits can be drawn: a code from the prior is decoded. Press Sample and look which of them are digits. A classifier says that 85 % are.</source>
        <translation>Un autoencoder variazionale non dà a ogni immagine un punto ma una nube di punti, l&apos;ellisse nel piano, e ne decodifica uno estratto da lì. Un secondo termine della sua perdita, la divergenza, attira tutte le nubi verso un&apos;unica distribuzione a priori, una normale intorno al centro; gli anelli ne segnano una, due e tre deviazioni. Così si possono estrarre cifre nuove: si decodifica un codice estratto da questa distribuzione. Premi Estrai e guarda quali sono cifre. Un classificatore dice che lo è l&apos;85 %.</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Estrai</translation>
    </message>
    <message>
        <source>Numbers that die</source>
        <translation>Numeri che muoiono</translation>
    </message>
    <message>
        <source>In this variational network the divergence counts twenty times: its beta is 20. Most of the 20 numbers of its code gave up. They are the same for every picture, which costs no divergence, and tell the decoder nothing. The bars show how much each number is used, and the dead ones are named. This is called collapse. A lower beta cures it, from the start or moved while it trains. The button shows a network whose beta is 1.</source>
        <translation>In questa rete variazionale la divergenza conta venti volte: il suo beta è 20. Quasi tutti i 20 numeri del suo codice hanno rinunciato. Sono uguali per ogni immagine, il che non costa divergenza, e al decodificatore non dicono nulla. Le barre mostrano quanto si usa ogni numero, e quelli morti sono indicati. Si chiama collasso. Lo cura un beta più basso, dall&apos;inizio o cambiato durante l&apos;addestramento. Il pulsante mostra una rete con beta 1.</translation>
    </message>
    <message>
        <source>Show it with beta 1</source>
        <translation>Mostra con beta 1</translation>
    </message>
    <message>
        <source>A dictionary</source>
        <translation>Un dizionario</translation>
    </message>
    <message>
        <source>This network has 1,000 units in its code, more than an image has pixels, but of each digit only the 25 that answer most are kept. So each unit becomes a word of a dictionary: a stroke, a bend or a loop, which is added to the image where the unit fires. Go through the units: beside each stand the nine training digits that fire it most. Silence one of those that fire at the digit above, or boost it with the knob, and its stroke goes or grows at once.</source>
        <translation>Il codice di questa rete ha 1.000 unità, più dei pixel di un&apos;immagine, ma di ogni cifra si tengono solo le 25 che rispondono di più. Così ogni unità diventa una parola di un dizionario: un tratto, una curva o un occhiello, che si aggiunge all&apos;immagine dove l&apos;unità si accende. Scorri le unità: accanto a ciascuna stanno le nove cifre di addestramento che la accendono di più. Spegni una di quelle che si accendono per la cifra qui sopra, o rafforzala con la manopola: il suo tratto sparisce o cresce subito.</translation>
    </message>
    <message>
        <source>Silence the strongest</source>
        <translation>Spegni la più forte</translation>
    </message>
    <message>
        <source>A challenge</source>
        <translation>Una sfida</translation>
    </message>
    <message>
        <source>Somewhere in this plane lies a digit that is as much a 4 as a 9. Find the place: move the mouse until the drawing could be both, and click there. The guide tells you when you have found it. After that, draw your own doubtful digit, or press Train and see how long a new network takes to tell them apart.</source>
        <translation>Da qualche parte in questo piano c&apos;è una cifra che è tanto un 4 quanto un 9. Trova il punto: muovi il mouse finché il disegno potrebbe essere l&apos;uno o l&apos;altro, e fai clic lì. La guida ti dice quando l&apos;hai trovato. Poi disegna una cifra dubbia tua, oppure premi Addestra e guarda quanto ci mette una rete nuova a distinguerli.</translation>
    </message>
    <message>
        <source>The layers</source>
        <translation>Gli strati</translation>
    </message>
    <message>
        <source>How it begins</source>
        <translation>Come comincia</translation>
    </message>
    <message>
        <source>The encoder</source>
        <translation>L&apos;encoder</translation>
    </message>
    <message>
        <source>The encoder narrows from 784 pixels through 1,000, 500 and 250 hidden units to the code of 2 numbers, and the decoder mirrors it. Each bar is a layer, and each stripe in it a unit that answers to the digit at hand. The network has 2,823,286 weights and biases, and training has set every one of them. Click a layer to see what its units look for.</source>
        <translation>L&apos;encoder si restringe da 784 pixel, attraverso 1.000, 500 e 250 unità nascoste, fino al codice di 2 numeri, e il decoder lo rispecchia. Ogni barra è uno strato, e ogni striscia un&apos;unità che risponde alla cifra mostrata. La rete ha 2.823.286 fra pesi e bias, e l&apos;addestramento li ha regolati uno per uno. Fai clic su uno strato per vedere che cosa cercano le sue unità.</translation>
    </message>
    <message>
        <source>The decoder</source>
        <translation>Il decoder</translation>
    </message>
    <message>
        <source>The loss</source>
        <translation>La perdita</translation>
    </message>
    <message>
        <source>Holes in the plane</source>
        <translation>Buchi nel piano</translation>
    </message>
    <message>
        <source>Now the network trains. The loss says how bad its copies are: it is the mean squared error, the mean over all pixels of the squared difference in grey, from 0 to 1. A step takes 128 digits, and moves every weight a little in the direction in which their error falls; 469 steps are an epoch, in which each of the 60,000 training digits is seen once. A network that answers every picture with the same mean digit has a loss near 0.067.</source>
        <translation>Ora la rete si addestra. La perdita dice quanto sono cattive le sue copie: è l&apos;errore quadratico medio, la media su tutti i pixel del quadrato della differenza di grigio, da 0 a 1. Un passo prende 128 cifre, e sposta ogni peso un poco, nella direzione in cui il loro errore scende; 469 passi sono un&apos;epoca, in cui ognuna delle 60.000 cifre di addestramento viene vista una volta. Una rete che a ogni immagine risponde con la stessa cifra media ha una perdita intorno a 0,067.</translation>
    </message>
    <message>
        <source>PCA beside it</source>
        <translation>Accanto, la PCA</translation>
    </message>
    <message>
        <source>How many numbers</source>
        <translation>Quanti numeri</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Copia immagine</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>Salva immagine…</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Immagine</translation>
    </message>
    <message>
        <source>Drawing that can be enlarged</source>
        <translation>Disegno che si può ingrandire</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>Salva immagine</translation>
    </message>
    <message>
        <source>Its training is that of another network.</source>
        <translation>Il suo addestramento è quello di un&apos;altra rete.</translation>
    </message>
    <message>
        <source>The file does not say its activation, its output or the shape of its images: it was read as {activation}, {output} and {height} x {width} pixels.</source>
        <translation>Il file non dice la sua attivazione, la sua uscita né la forma delle sue immagini: è stato letto come {activation}, {output} e {height} x {width} pixel.</translation>
    </message>
    <message>
        <source>{path} cannot be saved: a weight is beyond what float16 can hold.</source>
        <translation>Non si può salvare {path}: un peso è troppo grande per float16.</translation>
    </message>
    <message>
        <source>It is an HDF5 file, as Keras writes them; networks are read from safetensors and from torch&apos;s state dicts.</source>
        <translation>È un file HDF5, come li scrive Keras; le reti si leggono da safetensors e dagli state dict di torch.</translation>
    </message>
    <message>
        <source>It is only a pointer of Git LFS to the file, which “git lfs pull” fetches.</source>
        <translation>È solo un puntatore di Git LFS al file, che «git lfs pull» scarica.</translation>
    </message>
    <message>
        <source>It is a web page or another text, perhaps because a download failed.</source>
        <translation>È una pagina web o un altro testo, forse perché lo scaricamento non è riuscito.</translation>
    </message>
    <message>
        <source>It is an array of numpy; networks are read from safetensors and from torch&apos;s state dicts, and arrays of images are opened as a data set.</source>
        <translation>È un array di numpy; le reti si leggono da safetensors e dagli state dict di torch, e gli array di immagini si aprono come dataset.</translation>
    </message>
    <message>
        <source>It is a pickle, which runs code when it is opened, and nothing was run; in torch, torch.save(model.state_dict(), file) saves what opens here.</source>
        <translation>È un pickle, che all&apos;apertura esegue codice, e nulla è stato eseguito; in torch, torch.save(model.state_dict(), file) salva ciò che qui si apre.</translation>
    </message>
    <message>
        <source>It is an ONNX file, which is for other programs to open; networks are read from safetensors and from torch&apos;s state dicts.</source>
        <translation>È un file ONNX, che è fatto per altri programmi; le reti si leggono da safetensors e dagli state dict di torch.</translation>
    </message>
    <message>
        <source>It is neither a checkpoint of Autoencoder Lab nor a state dict of torch.</source>
        <translation>Non è né un checkpoint di Autoencoder Lab né uno state dict di torch.</translation>
    </message>
    <message>
        <source>It is a program of TorchScript; in torch, torch.save(model.state_dict(), file) saves what opens here.</source>
        <translation>È un programma TorchScript; in torch, torch.save(model.state_dict(), file) salva ciò che qui si apre.</translation>
    </message>
    <message>
        <source>It holds arrays of numpy; networks are read from safetensors and from torch&apos;s state dicts, and arrays of images are opened as a data set.</source>
        <translation>Contiene array di numpy; le reti si leggono da safetensors e dagli state dict di torch, e gli array di immagini si aprono come dataset.</translation>
    </message>
    <message>
        <source>It is a network of Keras; networks are read from safetensors and from torch&apos;s state dicts.</source>
        <translation>È una rete di Keras; le reti si leggono da safetensors e dagli state dict di torch.</translation>
    </message>
    <message>
        <source>It is an archive of other files; unpack it, and open the folder or a file of it.</source>
        <translation>È un archivio di altri file; estrailo, e apri la cartella o un suo file.</translation>
    </message>
    <message>
        <source>It is the state of a training, whose network was opened.</source>
        <translation>È lo stato di un addestramento, la cui rete è stata aperta.</translation>
    </message>
    <message>
        <source>The file says itself that its network has {has}, not {value}.</source>
        <translation>Il file dice da sé che la sua rete ha {has}, non {value}.</translation>
    </message>
    <message>
        <source>Its images have {pixels} pixels, which {shape} does not make.</source>
        <translation>Le sue immagini hanno {pixels} pixel, che {shape} non dà.</translation>
    </message>
    <message>
        <source>It is not a training state of Autoencoder Lab.</source>
        <translation>Non è uno stato di addestramento di Autoencoder Lab.</translation>
    </message>
    <message>
        <source>It is not a file.</source>
        <translation>Non è un file.</translation>
    </message>
    <message>
        <source>It has {size:,} bytes; no network here takes more than {most:,}.</source>
        <translation>Ha {size:,} byte; nessuna rete qui ne occupa più di {most:,}.</translation>
    </message>
    <message>
        <source>It is empty.</source>
        <translation>È vuoto.</translation>
    </message>
    <message>
        <source>It is too large for this machine&apos;s memory.</source>
        <translation>È troppo grande per la memoria di questo computer.</translation>
    </message>
    <message>
        <source>It has {size:,} bytes, far more than its network takes.</source>
        <translation>Ha {size:,} byte, molti più di quanti ne occupi la sua rete.</translation>
    </message>
    <message>
        <source>{path} cannot be saved: {reason}.</source>
        <translation>Non si può salvare {path}: {reason}.</translation>
    </message>
    <message>
        <source>{path} cannot be opened: {reason}.</source>
        <translation>Non si può aprire {path}: {reason}.</translation>
    </message>
    <message>
        <source>It does not hold the arrays of a training state.</source>
        <translation>Non contiene gli array di uno stato di addestramento.</translation>
    </message>
    <message>
        <source>Its generator or its losses are of another type.</source>
        <translation>Il suo generatore o le sue perdite sono di altro tipo.</translation>
    </message>
    <message>
        <source>Its seconds are {seconds!r}.</source>
        <translation>I suoi secondi sono {seconds!r}.</translation>
    </message>
    <message>
        <source>Its {name} is {value!r}.</source>
        <translation>Il suo {name} è {value!r}.</translation>
    </message>
    <message>
        <source>The image shape must be (height, width), not {shape}.</source>
        <translation>La forma delle immagini deve essere (altezza, larghezza), non {shape}.</translation>
    </message>
    <message>
        <source>The image side</source>
        <translation>Il lato delle immagini</translation>
    </message>
    <message>
        <source>Images of {channels!r} channels need a newer Autoencoder Lab than this.</source>
        <translation>Le immagini di {channels!r} canali richiedono un Autoencoder Lab più recente di questo.</translation>
    </message>
    <message>
        <source>At most {most} hidden layers are possible, not {count}.</source>
        <translation>Gli strati nascosti possono essere al massimo {most}, non {count}.</translation>
    </message>
    <message>
        <source>The size of a layer</source>
        <translation>La dimensione di uno strato</translation>
    </message>
    <message>
        <source>The kind of network</source>
        <translation>Il tipo di rete</translation>
    </message>
    <message>
        <source>The activation</source>
        <translation>L&apos;attivazione</translation>
    </message>
    <message>
        <source>The output</source>
        <translation>L&apos;uscita</translation>
    </message>
    <message>
        <source>The code</source>
        <translation>Il codice</translation>
    </message>
    <message>
        <source>The number of units kept</source>
        <translation>Il numero di unità tenute</translation>
    </message>
    <message>
        <source>Some units alone are kept of a sparse code, and of no other.</source>
        <translation>Solo di un codice sparso si tengono alcune unità, e di nessun altro.</translation>
    </message>
    <message>
        <source>This network would have {count:,} parameters; at most {most:,} are possible.</source>
        <translation>Questa rete avrebbe {count:,} parametri; ne sono possibili al massimo {most:,}.</translation>
    </message>
    <message>
        <source>The channels must be those of 1 to {most} convolutions, such as 16, 32; not of {count}.</source>
        <translation>I canali devono essere quelli di 1-{most} convoluzioni, per esempio 16, 32; non di {count}.</translation>
    </message>
    <message>
        <source>The number of channels</source>
        <translation>Il numero di canali</translation>
    </message>
    <message>
        <source>The size of the kernel</source>
        <translation>La dimensione del kernel</translation>
    </message>
    <message>
        <source>Images of {shape} pixels can be halved {count} times, which is too few for {wanted} convolutions.</source>
        <translation>Le immagini di {shape} pixel si possono dimezzare {count} volte: troppo poche per {wanted} convoluzioni.</translation>
    </message>
    <message>
        <source>A convolution would make {count:,} numbers of one image; at most {most:,} are possible.</source>
        <translation>Una convoluzione farebbe {count:,} numeri di una sola immagine; se ne possono fare al massimo {most:,}.</translation>
    </message>
    <message>
        <source>The network that a training began from</source>
        <translation>La rete da cui un addestramento è cominciato</translation>
    </message>
    <message>
        <source>The name of the preset</source>
        <translation>Il nome del preset</translation>
    </message>
    <message>
        <source>The name of the data set</source>
        <translation>Il nome del dataset</translation>
    </message>
    <message>
        <source>The number of epochs</source>
        <translation>Il numero di epoche</translation>
    </message>
    <message>
        <source>The batch size</source>
        <translation>La dimensione del batch</translation>
    </message>
    <message>
        <source>The seed</source>
        <translation>Il seme</translation>
    </message>
    <message>
        <source>The schedule</source>
        <translation>L&apos;andamento</translation>
    </message>
    <message>
        <source>The warm-up</source>
        <translation>Il riscaldamento</translation>
    </message>
    <message>
        <source>The warm-up of {epochs:,} epochs is longer than the training.</source>
        <translation>Il riscaldamento di {epochs:,} epoche è più lungo dell&apos;addestramento.</translation>
    </message>
    <message>
        <source>The objective</source>
        <translation>L&apos;obiettivo</translation>
    </message>
    <message>
        <source>The kind of noise</source>
        <translation>Il tipo di rumore</translation>
    </message>
    <message>
        <source>The weight decay</source>
        <translation>Il decadimento dei pesi</translation>
    </message>
    <message>
        <source>The noise</source>
        <translation>Il rumore</translation>
    </message>
    <message>
        <source>{what} must be a number from 0 to 1, not {value!r}.</source>
        <translation>{what} deve essere un numero da 0 a 1, non {value!r}.</translation>
    </message>
    <message>
        <source>The device</source>
        <translation>Il dispositivo</translation>
    </message>
    <message>
        <source>The precision</source>
        <translation>La precisione</translation>
    </message>
    <message>
        <source>The precision tf32 exists on CUDA GPUs alone.</source>
        <translation>La precisione tf32 c&apos;è soltanto sulle GPU CUDA.</translation>
    </message>
    <message>
        <source>The number of threads</source>
        <translation>Il numero di thread</translation>
    </message>
    <message>
        <source>The likelihood</source>
        <translation>La verosimiglianza</translation>
    </message>
    <message>
        <source>The warm-up of beta</source>
        <translation>Il riscaldamento di beta</translation>
    </message>
    <message>
        <source>A variational training takes a network with a Gaussian code, and no other does.</source>
        <translation>Un addestramento variazionale vuole una rete con un codice gaussiano, e nessun altro la vuole.</translation>
    </message>
    <message>
        <source>The warm-up of the units kept</source>
        <translation>Il riscaldamento delle unità tenute</translation>
    </message>
    <message>
        <source>A sparse training takes a network with a sparse code, and no other does.</source>
        <translation>Un addestramento sparso vuole una rete con un codice sparso, e nessun altro la vuole.</translation>
    </message>
    <message>
        <source>The likelihood {name} takes an output that ends in a sigmoid.</source>
        <translation>La verosimiglianza {name} vuole un&apos;uscita che finisce con una sigmoide.</translation>
    </message>
    <message>
        <source>The learning rate must be a number above 0 and at most 10, not {rate!r}.</source>
        <translation>Il tasso di apprendimento deve essere un numero maggiore di 0 e al massimo 10, non {rate!r}.</translation>
    </message>
    <message>
        <source>{beta} must be a number from 0 to {most:,}, not {value!r}.</source>
        <translation>{beta} deve essere un numero da 0 a {most:,}, non {value!r}.</translation>
    </message>
    <message>
        <source>{what} must be text, not {value!r}.</source>
        <translation>{what} deve essere un testo, non {value!r}.</translation>
    </message>
    <message>
        <source>{what} must be a whole number at least {low}, not {value!r}.</source>
        <translation>{what} deve essere un numero intero, almeno {low}, non {value!r}.</translation>
    </message>
    <message>
        <source>{what} must be a whole number from {low} to {high:,}, not {value!r}.</source>
        <translation>{what} deve essere un numero intero da {low} a {high:,}, non {value!r}.</translation>
    </message>
    <message>
        <source>{what} must be one of {choices}, not {value!r}.</source>
        <translation>{what} può essere soltanto {choices}, non {value!r}.</translation>
    </message>
    <message>
        <source>A training can only be made longer than planned, not shorter.</source>
        <translation>Un addestramento si può soltanto allungare rispetto al previsto, non accorciare.</translation>
    </message>
    <message>
        <source>Simple, 256 numbers a digit: redraws digits well, but PCA does it better.</source>
        <translation>Semplice, 256 numeri per cifra: ridisegna bene le cifre, ma la PCA fa meglio.</translation>
    </message>
    <message>
        <source>Simple, 2 numbers, a high rate that falls: 13 epochs do what takes 80 at a rate that stays.</source>
        <translation>Semplice, 2 numeri, un tasso alto che scende: 13 epoche fanno ciò che ne richiede 80 con un tasso che resta fermo.</translation>
    </message>
    <message>
        <source>Convolutional, 2 numbers: first layers look at a few pixels. About 8 s an epoch on two cores.</source>
        <translation>Convoluzionale, 2 numeri: i primi strati guardano pochi pixel alla volta. Circa 8 s a epoca con due core.</translation>
    </message>
    <message>
        <source>Convolutional, 32 numbers: equals a deep one of triple weight. About 7 s an epoch on two cores.</source>
        <translation>Convoluzionale, 32 numeri: vale una rete profonda con il triplo dei pesi. Circa 7 s a epoca con due core.</translation>
    </message>
    <message>
        <source>Sparse, 25 of 1,000 units fire at an image: strokes that digits are written with.</source>
        <translation>Sparsa, a ogni immagine si accendono 25 unità su 1.000: i tratti con cui si scrivono le cifre.</translation>
    </message>
    <message>
        <source>Variational, 2 numbers: the codes gather around the middle, from where new digits are drawn.</source>
        <translation>Variazionale, 2 numeri: i codici si raccolgono attorno al centro, da cui si estraggono cifre nuove.</translation>
    </message>
    <message>
        <source>Variational, 20 numbers, black and white pixels: new digits that look written by hand.</source>
        <translation>Variazionale, 20 numeri, pixel bianchi e neri: cifre nuove che sembrano scritte a mano.</translation>
    </message>
    <message>
        <source>Variational, 20 numbers of which most die: beta is 20, and lowering it brings them back.</source>
        <translation>Variazionale, 20 numeri di cui i più muoiono: beta è 20, e abbassandola tornano vivi.</translation>
    </message>
    <message>
        <source>A configuration must be a table of names and values, not {type}.</source>
        <translation>Una configurazione deve essere una tabella di nomi e valori, non {type}.</translation>
    </message>
    <message>
        <source>The configuration has fields that only a newer Autoencoder Lab knows: {names}.</source>
        <translation>La configurazione ha campi noti solo a un Autoencoder Lab più recente: {names}.</translation>
    </message>
    <message>
        <source>Sizes must be a list of whole numbers, not {value!r}.</source>
        <translation>Le dimensioni devono essere un elenco di numeri interi, non {value!r}.</translation>
    </message>
    <message>
        <source>Changes must be a list, not {value!r}.</source>
        <translation>Le modifiche devono essere una lista, non {value!r}.</translation>
    </message>
    <message>
        <source>Linear, 2 numbers: without hidden layers and curves it finds the plane that PCA computes.</source>
        <translation>Lineare, 2 numeri: senza strati nascosti e senza curve trova il piano che calcola la PCA.</translation>
    </message>
    <message>
        <source>Simple, 2 numbers a digit: every digit becomes a point of a plane.</source>
        <translation>Semplice, 2 numeri per cifra: ogni cifra diventa un punto di un piano.</translation>
    </message>
    <message>
        <source>Simple, 2 numbers, a rate that rises and then falls: a clearer plane from as many epochs.</source>
        <translation>Semplice, 2 numeri, un tasso che sale e poi scende: un piano più chiaro in altrettante epoche.</translation>
    </message>
    <message>
        <source>Simple, 256 numbers, a rate that rises and then falls: the same network now beats PCA.</source>
        <translation>Semplice, 256 numeri, un tasso che sale e poi scende: la stessa rete ora batte la PCA.</translation>
    </message>
    <message>
        <source>Deep, 2 numbers: what three hidden layers on each side make of so short a code.</source>
        <translation>Profonda, 2 numeri: che cosa fanno tre strati nascosti per parte di un codice così corto.</translation>
    </message>
    <message>
        <source>Deep, 30 numbers: the network that made autoencoders famous in 2006, far ahead of PCA.</source>
        <translation>Profonda, 30 numeri: la rete che rese famosi gli autoencoder nel 2006, molto meglio della PCA.</translation>
    </message>
    <message>
        <source>Deep, 32 numbers: redraws noisy digits clean, so it has to know what a digit looks like.</source>
        <translation>Profonda, 32 numeri: ridisegna pulite cifre rumorose, perciò deve sapere com&apos;è fatta una cifra.</translation>
    </message>
    <message>
        <source>train images</source>
        <translation>immagini di addestramento</translation>
    </message>
    <message>
        <source>train labels</source>
        <translation>etichette di addestramento</translation>
    </message>
    <message>
        <source>test images</source>
        <translation>immagini di test</translation>
    </message>
    <message>
        <source>test labels</source>
        <translation>etichette di test</translation>
    </message>
    <message>
        <source>{folder} holds several data sets: {names}. Open one alone, such as {file}.</source>
        <translation>{folder} contiene più dataset: {names}. Aprine uno solo, per esempio {file}.</translation>
    </message>
    <message>
        <source>{source} holds training images of {train} and test images of {test} pixels.</source>
        <translation>{source} contiene immagini di addestramento di {train} pixel e di test di {test}.</translation>
    </message>
    <message>
        <source>Read from {files}.</source>
        <translation>Letto da {files}.</translation>
    </message>
    <message>
        <source>Not used: {names}.</source>
        <translation>Non usati: {names}.</translation>
    </message>
    <message>
        <source>{path} holds {count:,} arrays, and not one.</source>
        <translation>{path} contiene {count:,} array, e non uno.</translation>
    </message>
    <message>
        <source>{path} is a damaged file of arrays.</source>
        <translation>{path} è un file di array danneggiato.</translation>
    </message>
    <message>
        <source>{path} holds more than {most:,} arrays.</source>
        <translation>{path} contiene più di {most:,} array.</translation>
    </message>
    <message>
        <source>{path} is packed in a way that numpy does not use.</source>
        <translation>{path} è compresso in un modo che numpy non usa.</translation>
    </message>
    <message>
        <source>{path} holds {kind}, and no plain numbers.</source>
        <translation>{path} contiene {kind}, e non semplici numeri.</translation>
    </message>
    <message>
        <source>pickled objects, which could run code and are not read</source>
        <translation>oggetti pickle, che potrebbero eseguire codice e non si leggono</translation>
    </message>
    <message>
        <source>{path} declares {size:,} bytes of arrays, more than pictures in a file of {packed:,} bytes can have.</source>
        <translation>{path} dichiara {size:,} byte di array, più di quanti ne possano avere immagini in un file di {packed:,} byte.</translation>
    </message>
    <message>
        <source>{path} declares {size:,} bytes of arrays; at most {most:,} can be read.</source>
        <translation>{path} dichiara {size:,} byte di array; se ne possono leggere al massimo {most:,}.</translation>
    </message>
    <message>
        <source>{path} holds no array of images, which would have the shape (N, H, W), (N, H, W, 3) or (N, a square): {held}.</source>
        <translation>{path} non contiene array di immagini, che avrebbero la forma (N, H, W), (N, H, W, 3) o (N, un quadrato): {held}.</translation>
    </message>
    <message>
        <source>{name} of a split are bytes in {dimensions} dimensions; Dataset.from_arrays makes them of others.</source>
        <translation>{name} di uno split sono byte in {dimensions} dimensioni; Dataset.from_arrays li ricava da altri.</translation>
    </message>
    <message>
        <source>There are test_labels, but no test_images.</source>
        <translation>Ci sono test_labels, ma non test_images.</translation>
    </message>
    <message>
        <source>class_names has a name that is not of 1 to {most} printable characters.</source>
        <translation>class_names ha un nome che non è fatto di 1-{most} caratteri stampabili.</translation>
    </message>
    <message>
        <source>The images were turned upright: EMNIST&apos;s files hold them mirrored, on their side.</source>
        <translation>Le immagini sono state raddrizzate: i file di EMNIST le tengono specchiate e su un lato.</translation>
    </message>
    <message>
        <source>{name} is no array: {reason}.</source>
        <translation>{name} non è un array: {reason}.</translation>
    </message>
    <message>
        <source>The classes are called by numbers: they have names that cannot be shown.</source>
        <translation>Le classi sono chiamate con numeri: hanno nomi che non si possono mostrare.</translation>
    </message>
    <message>
        <source>{path} holds no images.</source>
        <translation>{path} non contiene immagini.</translation>
    </message>
    <message>
        <source>{path} holds {images:,} images and {other} {labels:,} labels; there must be one for each.</source>
        <translation>{path} contiene {images:,} immagini e {other} {labels:,} etichette; ce ne vuole una per ognuna.</translation>
    </message>
    <message>
        <source>{path} holds images of {size} pixels; a side must be from 1 to {most:,}.</source>
        <translation>{path} contiene immagini di {size} pixel; un lato deve essere da 1 a {most:,}.</translation>
    </message>
    <message>
        <source>The {count:,} images for validation are left out.</source>
        <translation>Le {count:,} immagini di validazione sono tralasciate.</translation>
    </message>
    <message>
        <source>There are no test images; those for validation are taken instead.</source>
        <translation>Non ci sono immagini di test; al loro posto sono prese quelle di validazione.</translation>
    </message>
    <message>
        <source>Only the test images have these classes, which training never sees: {names}.</source>
        <translation>Solo le immagini di test hanno queste classi, che l&apos;addestramento non vede mai: {names}.</translation>
    </message>
    <message>
        <source>There are no labels, and so no classes.</source>
        <translation>Non ci sono etichette, e quindi nemmeno classi.</translation>
    </message>
    <message>
        <source>There are no classes, because {path} has no labels.</source>
        <translation>Non ci sono classi, perché {path} non ha etichette.</translation>
    </message>
    <message>
        <source>All images are of one class.</source>
        <translation>Tutte le immagini sono di una sola classe.</translation>
    </message>
    <message>
        <source>{path} holds the label {label}, not one from 0 to {last}.</source>
        <translation>{path} contiene l&apos;etichetta {label}, che non è tra 0 e {last}.</translation>
    </message>
    <message>
        <source>{path} names {names:,} classes, but the labels are of {count}.</source>
        <translation>{path} dà il nome a {names:,} classi, ma le etichette sono di {count}.</translation>
    </message>
    <message>
        <source>{source} holds too few images: there are no test images, and no class has two, of which one could test.</source>
        <translation>{source} contiene troppo poche immagini: non ci sono immagini di test, e nessuna classe ne ha due, di cui una possa fare da test.</translation>
    </message>
    <message>
        <source>There are no test images; {count:,} of the {total:,} images, drawn at random, are held back to test with.</source>
        <translation>Non ci sono immagini di test; {count:,} delle {total:,} immagini, scelte a caso, sono tenute da parte per il test.</translation>
    </message>
    <message>
        <source>{path} is larger than {most:,} bytes, too large for names of classes.</source>
        <translation>{path} supera {most:,} byte, troppi per nomi di classi.</translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}.</source>
        <translation>Non si può leggere {path}: {reason}.</translation>
    </message>
    <message>
        <source>{path} is not text in UTF-8: save it with that encoding.</source>
        <translation>{path} non è testo in UTF-8: salvalo con questa codifica.</translation>
    </message>
    <message>
        <source>{path} has no name of at most {most} printable characters in line {number}.</source>
        <translation>{path} non ha, alla riga {number}, un nome di al massimo {most} caratteri stampabili.</translation>
    </message>
    <message>
        <source>There is no folder {folder} to read a data set from.</source>
        <translation>Non c&apos;è una cartella {folder} da cui leggere un dataset.</translation>
    </message>
    <message>
        <source>{folder} has no {what}: none of {names} is there, gzipped (.gz) or not.</source>
        <translation>{folder} non contiene {what}: non c&apos;è nessuno di {names}, neppure compresso (.gz).</translation>
    </message>
    <message>
        <source>its authors state none; made from a work of the U.S. government</source>
        <translation>gli autori non ne indicano; ricavato da un&apos;opera del governo degli Stati Uniti</translation>
    </message>
    <message>
        <source>Clothes in ten classes: {train:,} training and {test:,} test images of 28×28 pixels.</source>
        <translation>Capi d&apos;abbigliamento in dieci classi: {train:,} immagini di addestramento e {test:,} di test, di 28×28 pixel.</translation>
    </message>
    <message>
        <source>MIT, © 2017 Zalando SE</source>
        <translation>MIT, © 2017 Zalando SE</translation>
    </message>
    <message>
        <source>Cursive Japanese in ten classes: {train:,} training and {test:,} test images of 28×28 pixels.</source>
        <translation>Giapponese corsivo in dieci classi: {train:,} immagini di addestramento e {test:,} di test, di 28×28 pixel.</translation>
    </message>
    <message>
        <source>CC BY-SA 4.0</source>
        <translation>CC BY-SA 4.0</translation>
    </message>
    <message>
        <source>Handwritten digits: {train:,} training and {test:,} test images of 28×28 pixels.</source>
        <translation>Cifre scritte a mano: {train:,} immagini di addestramento e {test:,} di test, di 28×28 pixel.</translation>
    </message>
    <message>
        <source>Handwritten letters, capital and small ones in one class: {train:,} training and {test:,} test images of 28×28 pixels.</source>
        <translation>Lettere scritte a mano, maiuscole e minuscole nella stessa classe: {train:,} immagini di addestramento e {test:,} di test, di 28×28 pixel.</translation>
    </message>
    <message>
        <source>There is no data set called {name!r} to download.</source>
        <translation>Non c&apos;è un dataset di nome {name!r} da scaricare.</translation>
    </message>
    <message>
        <source>{title} could not be written below {folder}: {reason}.</source>
        <translation>Non è stato possibile scrivere {title} in {folder}: {reason}.</translation>
    </message>
    <message>
        <source>{title} cannot be downloaded: torchvision, which knows its address, is not part of this program.</source>
        <translation>Non si può scaricare {title}: torchvision, che ne conosce l&apos;indirizzo, non fa parte di questo programma.</translation>
    </message>
    <message>
        <source>{title} could not be downloaded: {reasons}.</source>
        <translation>Non è stato possibile scaricare {title}: {reasons}.</translation>
    </message>
    <message>
        <source>{host} sends more than the {most:,} bytes that are expected</source>
        <translation>{host} invia più dei {most:,} byte attesi</translation>
    </message>
    <message>
        <source>{name} from {host} is another file than it should be (its MD5 sum differs)</source>
        <translation>{name} da {host} non è il file che dovrebbe essere (la somma MD5 è diversa)</translation>
    </message>
    <message>
        <source>{host} ended after {received:,} of {declared:,} bytes</source>
        <translation>{host} ha smesso dopo {received:,} di {declared:,} byte</translation>
    </message>
    <message>
        <source>{host} can only be reached without encryption, which is not done here</source>
        <translation>{host} si può raggiungere solo senza cifratura, cosa che qui non si fa</translation>
    </message>
    <message>
        <source>{host} answered with a web page instead of the file; this network may ask for a log-in</source>
        <translation>{host} ha risposto con una pagina web al posto del file; forse questa rete chiede un accesso</translation>
    </message>
    <message>
        <source>the server</source>
        <translation>il server</translation>
    </message>
    <message>
        <source>{host} sent next to nothing for {seconds:g} seconds</source>
        <translation>{host} non ha inviato quasi nulla per {seconds:g} secondi</translation>
    </message>
    <message>
        <source>{host} sent nothing for {seconds:g} seconds</source>
        <translation>{host} non ha inviato nulla per {seconds:g} secondi</translation>
    </message>
    <message>
        <source>{host} answered {answer}</source>
        <translation>{host} ha risposto {answer}</translation>
    </message>
    <message>
        <source>{host} has no valid certificate ({reason})</source>
        <translation>{host} non ha un certificato valido ({reason})</translation>
    </message>
    <message>
        <source>{host} was not found</source>
        <translation>{host} non è stato trovato</translation>
    </message>
    <message>
        <source>{host} refused the connection</source>
        <translation>{host} ha rifiutato la connessione</translation>
    </message>
    <message>
        <source>the connection to {host} was broken</source>
        <translation>la connessione a {host} si è interrotta</translation>
    </message>
    <message>
        <source>{host} cannot be reached ({reason})</source>
        <translation>{host} non è raggiungibile ({reason})</translation>
    </message>
    <message>
        <source>{member} of {title} cannot be used: {reason}</source>
        <translation>{member} di {title} non si può usare: {reason}</translation>
    </message>
    <message>
        <source>{member} of {title} is larger than {most:,} bytes.</source>
        <translation>{member} di {title} supera {most:,} byte.</translation>
    </message>
    <message>
        <source>The archive of {title} has no {member}.</source>
        <translation>L&apos;archivio di {title} non contiene {member}.</translation>
    </message>
    <message>
        <source>The archive of {title} is damaged.</source>
        <translation>L&apos;archivio di {title} è danneggiato.</translation>
    </message>
    <message>
        <source>{title} has the label {label}, where the first should be {first}.</source>
        <translation>{title} ha l&apos;etichetta {label}, mentre la prima dovrebbe essere {first}.</translation>
    </message>
    <message>
        <source>{title} cannot be used: {reason}</source>
        <translation>{title} non si può usare: {reason}</translation>
    </message>
    <message>
        <source>Nothing will be kept, because {folder} cannot be written: {reason}.</source>
        <translation>Non si conserverà nulla, perché non si può scrivere in {folder}: {reason}.</translation>
    </message>
    <message>
        <source>Not a regular file</source>
        <translation>Non è un file normale</translation>
    </message>
    <message>
        <source>Nothing more could be written</source>
        <translation>Non si è potuto scrivere altro</translation>
    </message>
    <message>
        <source>images</source>
        <translation>immagini</translation>
    </message>
    <message>
        <source>labels</source>
        <translation>etichette</translation>
    </message>
    <message>
        <source>{path} is a damaged gzip file.</source>
        <translation>{path} è un file gzip danneggiato.</translation>
    </message>
    <message>
        <source>{path} cannot be read: it is not a file.</source>
        <translation>Non si può leggere {path}: non è un file.</translation>
    </message>
    <message>
        <source>{path} declares {size:,} values, more than pictures in a gzip file of {packed:,} bytes can have.</source>
        <translation>{path} dichiara {size:,} valori, più di quanti ne possano avere immagini in un file gzip di {packed:,} byte.</translation>
    </message>
    <message>
        <source>{path} is not an IDX file of {content}.</source>
        <translation>{path} non è un file IDX di {content}.</translation>
    </message>
    <message>
        <source>{path} holds values of type 0x{type:02x}; only unsigned bytes (0x08) can be read.</source>
        <translation>{path} contiene valori di tipo 0x{type:02x}; si leggono soltanto byte senza segno (0x08).</translation>
    </message>
    <message>
        <source>{path} holds values in {found} dimensions; {content} have {dimensions}.</source>
        <translation>{path} contiene valori in {found} dimensioni; le {content} ne hanno {dimensions}.</translation>
    </message>
    <message>
        <source>{path} ends within its header.</source>
        <translation>{path} finisce dentro la sua intestazione.</translation>
    </message>
    <message>
        <source>{path} declares {size:,} values; at most {most:,} can be read.</source>
        <translation>{path} dichiara {size:,} valori; se ne leggono al massimo {most:,}.</translation>
    </message>
    <message>
        <source>{path} declares a side of {side:,} pixels; at most {most:,} can be read.</source>
        <translation>{path} dichiara un lato di {side:,} pixel; se ne leggono al massimo {most:,}.</translation>
    </message>
    <message>
        <source>{path} is truncated: its header declares {size:,} values and {found:,} follow.</source>
        <translation>{path} è troncato: l&apos;intestazione dichiara {size:,} valori e ne seguono {found:,}.</translation>
    </message>
    <message>
        <source>{path} goes on after the {size:,} values that its header declares.</source>
        <translation>{path} prosegue dopo i {size:,} valori che l&apos;intestazione dichiara.</translation>
    </message>
    <message>
        <source>{path} cannot be saved: the ending of its name is to be .safetensors, .pt or .pth for torch, or .onnx.</source>
        <translation>Non si può salvare {path}: il nome deve finire in .safetensors, in .pt o .pth per torch, o in .onnx.</translation>
    </message>
    <message>
        <source>{path} cannot be saved: the package onnx is not installed.</source>
        <translation>Non si può salvare {path}: il pacchetto onnx non è installato.</translation>
    </message>
    <message>
        <source>{path} cannot be saved: float16 is for .safetensors alone.</source>
        <translation>Non si può salvare {path}: float16 è solo per .safetensors.</translation>
    </message>
    <message>
        <source>{path} cannot be saved: the memory is full.</source>
        <translation>{path} non può essere salvato: la memoria è piena.</translation>
    </message>
    <message>
        <source>The pictures of {root} could not be written below {folder}: {reason}.</source>
        <translation>Non è stato possibile scrivere le immagini di {root} in {folder}: {reason}.</translation>
    </message>
    <message>
        <source>{root} would become {count:,} images of {side}×{side} pixels, more than the {most:,} bytes that fit; choose a smaller side.</source>
        <translation>{root} diventerebbe {count:,} immagini di {side}×{side} pixel, più dei {most:,} byte possibili; scegli un lato più piccolo.</translation>
    </message>
    <message>
        <source>There are no pictures of its class to train on.</source>
        <translation>Non ci sono immagini della sua classe con cui addestrare.</translation>
    </message>
    <message>
        <source>The class {name} is left out: it has no pictures to train on that can be read.</source>
        <translation>La classe {name} è esclusa: non ha immagini leggibili con cui addestrare.</translation>
    </message>
    <message>
        <source>There are no test pictures of {names}.</source>
        <translation>Non ci sono immagini di test di {names}.</translation>
    </message>
    <message>
        <source>{root} holds no pictures that can be used: {some}.</source>
        <translation>{root} non contiene immagini utilizzabili: {some}.</translation>
    </message>
    <message>
        <source>{root} holds no pictures.</source>
        <translation>{root} non contiene immagini.</translation>
    </message>
    <message>
        <source>{path}: {reason}.</source>
        <translation>{path}: {reason}.</translation>
    </message>
    <message>
        <source>There is no folder {root} to look for pictures in.</source>
        <translation>Non c&apos;è una cartella {root} in cui cercare immagini.</translation>
    </message>
    <message>
        <source>It is a link to a folder that is looked through already.</source>
        <translation>È un collegamento a una cartella già esaminata.</translation>
    </message>
    <message>
        <source>It cannot be read: {reason}.</source>
        <translation>Non si può leggere: {reason}.</translation>
    </message>
    <message>
        <source>It is a link that leads nowhere.</source>
        <translation>È un collegamento che non porta da nessuna parte.</translation>
    </message>
    <message>
        <source>It holds no pictures.</source>
        <translation>Non contiene immagini.</translation>
    </message>
    <message>
        <source>It is in the cloud and not on this disk: download it first.</source>
        <translation>È nel cloud e non su questo disco: scaricalo prima.</translation>
    </message>
    <message>
        <source>It is hidden, or the system&apos;s own.</source>
        <translation>È nascosto, o del sistema.</translation>
    </message>
    <message>
        <source>This kind of picture is not read here: export it as JPEG or PNG.</source>
        <translation>Questo tipo di immagine qui non si legge: esportala come JPEG o PNG.</translation>
    </message>
    <message>
        <source>It is empty: if it is in the cloud, download it first.</source>
        <translation>È vuoto: se è nel cloud, scaricalo prima.</translation>
    </message>
    <message>
        <source>By its name, it is not a picture.</source>
        <translation>Non è un&apos;immagine, a giudicare dal nome.</translation>
    </message>
    <message>
        <source>{root} holds more than {pictures:,} pictures or {files:,} files; that is too many.</source>
        <translation>{root} contiene più di {pictures:,} immagini o {files:,} file; sono troppi.</translation>
    </message>
    <message>
        <source>{root} has one picture of each class; it takes two to hold one back.</source>
        <translation>{root} ha una sola immagine per classe; ne servono due per tenerne una da parte.</translation>
    </message>
    <message>
        <source>and {count:,} more</source>
        <translation>e altre {count:,}</translation>
    </message>
    <message>
        <source>Pictures of several frames, of which the first is taken: {count:,}.</source>
        <translation>Immagini con più fotogrammi, di cui si prende il primo: {count:,}.</translation>
    </message>
    <message>
        <source>Test images that are also training images: {count:,}.</source>
        <translation>Immagini di test che sono anche immagini di addestramento: {count:,}.</translation>
    </message>
    <message>
        <source>The side of the images must be from 1 to {most:,} pixels, not {side:,}.</source>
        <translation>Il lato delle immagini deve essere da 1 a {most:,} pixel, non {side:,}.</translation>
    </message>
    <message>
        <source>{path} is not a file.</source>
        <translation>{path} non è un file.</translation>
    </message>
    <message>
        <source>{path} has {size:,} bytes; a picture may have {most:,}.</source>
        <translation>{path} ha {size:,} byte; un&apos;immagine può averne {most:,}.</translation>
    </message>
    <message>
        <source>{path} has {width:,}×{height:,} pixels; a picture may have {most:,} in all.</source>
        <translation>{path} ha {width:,}×{height:,} pixel; un&apos;immagine può averne {most:,} in tutto.</translation>
    </message>
    <message>
        <source>{path} has too many pixels; a picture may have {most:,} in all.</source>
        <translation>{path} ha troppi pixel; un&apos;immagine può averne {most:,} in tutto.</translation>
    </message>
    <message>
        <source>values from {low:,.6g} to {high:,.6g}</source>
        <translation>valori da {low:,.6g} a {high:,.6g}</translation>
    </message>
    <message>
        <source>values from {low:,.0f} to {high:,.0f} of {possible:,}</source>
        <translation>valori da {low:,.0f} a {high:,.0f} su {possible:,}</translation>
    </message>
    <message>
        <source>{path} is HEIC or AVIF, which are not read here: export it as JPEG.</source>
        <translation>{path} è HEIC o AVIF, formati che qui non si leggono: esportalo come JPEG.</translation>
    </message>
    <message>
        <source>{path} is not a picture that can be read.</source>
        <translation>{path} non è un&apos;immagine leggibile.</translation>
    </message>
    <message>
        <source>32 bits a pixel do not say what is white</source>
        <translation>32 bit per pixel non dicono che cosa è bianco</translation>
    </message>
    <message>
        <source>{path} cannot be decoded ({reason}).</source>
        <translation>Non si può decodificare {path} ({reason}).</translation>
    </message>
    <message>
        <source>The data set {name} cannot be used: {reason}</source>
        <translation>Il dataset {name} non si può usare: {reason}</translation>
    </message>
    <message>
        <source>It is damaged or incomplete.</source>
        <translation>È danneggiato o incompleto.</translation>
    </message>
    <message>
        <source>It holds {name!r}, which is not part of a state dict.</source>
        <translation>Contiene {name!r}, che non fa parte di uno state dict.</translation>
    </message>
    <message>
        <source>It is compressed, which torch&apos;s files never are.</source>
        <translation>È compresso, cosa che i file di torch non sono mai.</translation>
    </message>
    <message>
        <source>Its entries overlap.</source>
        <translation>Le sue voci si sovrappongono.</translation>
    </message>
    <message>
        <source>It is not a state dict saved by torch on a little-endian machine.</source>
        <translation>Non è uno state dict salvato da torch su un computer little-endian.</translation>
    </message>
    <message>
        <source>Its tensors are not of the sizes that it declares.</source>
        <translation>I suoi tensori non hanno le dimensioni che dichiara.</translation>
    </message>
    <message>
        <source>It holds more than {most} entries, far more than a network here.</source>
        <translation>Contiene più di {most} voci, molte più di una rete di qui.</translation>
    </message>
    <message>
        <source>It was saved by a version of torch that is not known.</source>
        <translation>È stato salvato da una versione di torch sconosciuta.</translation>
    </message>
    <message>
        <source>It was not saved on a little-endian machine.</source>
        <translation>Non è stato salvato su un computer little-endian.</translation>
    </message>
    <message>
        <source>It does not list its tensors.</source>
        <translation>Non elenca i suoi tensori.</translation>
    </message>
    <message>
        <source>Its pickle holds the instruction {name}, which a state dict never needs; in torch, torch.save(model.state_dict(), file) saves one.</source>
        <translation>Il suo pickle contiene l&apos;istruzione {name}, di cui uno state dict non ha mai bisogno; in torch, torch.save(model.state_dict(), file) ne salva uno.</translation>
    </message>
    <message>
        <source>It asks for {name!r}, which a state dict never needs, and nothing was run; in torch, torch.save(model.state_dict(), file) saves one.</source>
        <translation>Chiede {name!r}, di cui uno state dict non ha mai bisogno, e nulla è stato eseguito; in torch, torch.save(model.state_dict(), file) ne salva uno.</translation>
    </message>
    <message>
        <source>It refers to numbers that are not in a storage of their own.</source>
        <translation>Si riferisce a numeri che non stanno in una memoria propria.</translation>
    </message>
    <message>
        <source>One of its tensors has an impossible shape.</source>
        <translation>Uno dei suoi tensori ha una forma impossibile.</translation>
    </message>
    <message>
        <source>Its tensors overlap.</source>
        <translation>I suoi tensori si sovrappongono.</translation>
    </message>
    <message>
        <source>It declares one storage in two ways.</source>
        <translation>Dichiara in due modi la stessa memoria.</translation>
    </message>
    <message>
        <source>Its pickle is longer than {most} bytes, far more than a state dict&apos;s.</source>
        <translation>Il suo pickle supera {most} byte, molti più di quello di uno state dict.</translation>
    </message>
    <message>
        <source>Its pickle fills something that is no list.</source>
        <translation>Il suo pickle riempie qualcosa che non è una lista.</translation>
    </message>
    <message>
        <source>Its pickle fills a table with something else than names and values.</source>
        <translation>Il suo pickle riempie una tabella con qualcosa che non è un nome o un valore.</translation>
    </message>
    <message>
        <source>Its pickle sets attributes that a state dict never has.</source>
        <translation>Il suo pickle imposta attributi che uno state dict non ha mai.</translation>
    </message>
    <message>
        <source>Its pickle makes a call that a state dict never needs; nothing was run.</source>
        <translation>Il suo pickle fa una chiamata che a uno state dict non serve mai; nulla è stato eseguito.</translation>
    </message>
    <message>
        <source>One of its tensors reaches beyond its storage.</source>
        <translation>Uno dei suoi tensori va oltre la sua memoria.</translation>
    </message>
    <message>
        <source>{folder} is complete: there is nothing left to be trained.</source>
        <translation>{folder} è completa: non resta nulla da addestrare.</translation>
    </message>
    <message>
        <source>{folder} was trained on other images than those of {dataset}: {difference}.</source>
        <translation>{folder} è stata addestrata su immagini diverse da quelle di {dataset}: {difference}.</translation>
    </message>
    <message>
        <source>There is nothing to go on from in {folder}: the training ended before its first state was written.</source>
        <translation>In {folder} non c&apos;è nulla da cui continuare: l&apos;addestramento è finito prima che fosse scritto il suo primo stato.</translation>
    </message>
    <message>
        <source>{path} cannot be written: {reason}.</source>
        <translation>Non si può scrivere {path}: {reason}.</translation>
    </message>
    <message>
        <source>It needs the package {name}, which is not installed.</source>
        <translation>Serve il pacchetto {name}, che non è installato.</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>File</translation>
    </message>
    <message>
        <source>{credit} Made by Autoencoder Lab.</source>
        <translation>{credit} Fatto con Autoencoder Lab.</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>epoca</translation>
    </message>
    <message>
        <source>step</source>
        <translation>passo</translation>
    </message>
    <message>
        <source>training loss</source>
        <translation>perdita di addestramento</translation>
    </message>
    <message>
        <source>test error</source>
        <translation>errore di test</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>secondi</translation>
    </message>
    <message>
        <source>{file}: not there. {reason}</source>
        <translation>{file}: assente. {reason}</translation>
    </message>
    <message>
        <source>{folder} is a file, and not the folder of a run.</source>
        <translation>{folder} è un file, non la cartella di una sessione.</translation>
    </message>
    <message>
        <source>There is no folder {folder}.</source>
        <translation>La cartella {folder} non esiste.</translation>
    </message>
    <message>
        <source>{folder} is not the folder of a run: it has no run.json.</source>
        <translation>{folder} non è la cartella di una sessione: non contiene run.json.</translation>
    </message>
    <message>
        <source>its metrics.csv does not begin with the names of its columns</source>
        <translation>il suo metrics.csv non comincia con i nomi delle colonne</translation>
    </message>
    <message>
        <source>its metrics.csv has columns that only a newer Autoencoder Lab knows: {names}</source>
        <translation>il suo metrics.csv ha colonne note solo a un Autoencoder Lab più recente: {names}</translation>
    </message>
    <message>
        <source>its metrics.csv holds a row that is not one of five numbers</source>
        <translation>il suo metrics.csv contiene una riga che non è di cinque numeri</translation>
    </message>
    <message>
        <source>its losses.safetensors is not a safetensors file</source>
        <translation>il suo losses.safetensors non è un file safetensors</translation>
    </message>
    <message>
        <source>its losses.safetensors holds something else than losses</source>
        <translation>il suo losses.safetensors contiene qualcosa che non è una perdita</translation>
    </message>
    <message>
        <source>{folder} is in use by another window or process.</source>
        <translation>{folder} è in uso da un&apos;altra finestra o un altro processo.</translation>
    </message>
    <message>
        <source>its run.json has fields that only a newer Autoencoder Lab knows: {names}</source>
        <translation>il suo run.json ha campi noti solo a un Autoencoder Lab più recente: {names}</translation>
    </message>
    <message>
        <source>its run.json does not hold what a run&apos;s does</source>
        <translation>il suo run.json non contiene quello che dovrebbe</translation>
    </message>
    <message>
        <source>its run.json holds something else than text</source>
        <translation>il suo run.json contiene qualcosa che non è testo</translation>
    </message>
    <message>
        <source>its run.json holds impossible values</source>
        <translation>il suo run.json contiene valori impossibili</translation>
    </message>
    <message>
        <source>its {name} cannot be read</source>
        <translation>il suo {name} è illeggibile</translation>
    </message>
    <message>
        <source>its {name} is not a table of names and values</source>
        <translation>il suo {name} non è una tabella di nomi e valori</translation>
    </message>
    <message>
        <source>its {name} is not a file</source>
        <translation>il suo {name} non è un file</translation>
    </message>
    <message>
        <source>its {name} has more than {limit:,} bytes</source>
        <translation>il suo {name} supera {limit:,} byte</translation>
    </message>
    <message>
        <source>{path} cannot be used: {reason}.</source>
        <translation>{path} non si può usare: {reason}.</translation>
    </message>
    <message>
        <source>It is damaged: its content does not match its SHA-256.</source>
        <translation>È danneggiato: il contenuto non corrisponde al suo SHA-256.</translation>
    </message>
    <message>
        <source>It has fields that only a newer Autoencoder Lab knows: {names}.</source>
        <translation>Ha campi noti solo a un Autoencoder Lab più recente: {names}.</translation>
    </message>
    <message>
        <source>It is damaged, or of a network far larger than one here: its header has {size:,} bytes.</source>
        <translation>È danneggiato, o di una rete molto più grande di quelle di qui: la sua intestazione ha {size:,} byte.</translation>
    </message>
    <message>
        <source>Its tensors are not laid out as safetensors lays them out.</source>
        <translation>I suoi tensori non sono disposti come li dispone safetensors.</translation>
    </message>
    <message>
        <source>It is damaged: its format version is {version!r}.</source>
        <translation>È danneggiato: la sua versione del formato è {version!r}.</translation>
    </message>
    <message>
        <source>It has format version {version}, which only a newer Autoencoder Lab reads.</source>
        <translation>Ha la versione {version} del formato, che solo un Autoencoder Lab più recente legge.</translation>
    </message>
    <message>
        <source>It is damaged: its header is impossibly long.</source>
        <translation>È danneggiato: la sua intestazione è di una lunghezza impossibile.</translation>
    </message>
    <message>
        <source>It is damaged: its header cannot be read.</source>
        <translation>È danneggiato: la sua intestazione è illeggibile.</translation>
    </message>
    <message>
        <source>It is a safetensors file, but not one of Autoencoder Lab.</source>
        <translation>È un file safetensors, ma non di Autoencoder Lab.</translation>
    </message>
    <message>
        <source>{some}; {next_one}</source>
        <translation>{some}; {next_one}</translation>
    </message>
    <message>
        <source>it</source>
        <translation>la cartella</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>Quota del disco superata</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>Il file esiste già</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>Il nome del file è troppo lungo</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>Errore di lettura o scrittura</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>È una cartella</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>Spazio su disco esaurito</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>File o cartella inesistente</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>Non è una cartella</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>Operazione non permessa</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>Permesso negato</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>File system in sola lettura</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>Troppi file aperti</translation>
    </message>
    <message>
        <source>The memory is full.</source>
        <translation>La memoria è piena.</translation>
    </message>
    <message>
        <source>{key!r} is missing.</source>
        <translation>Manca {key!r}.</translation>
    </message>
    <message>
        <source>{key!r} is in it, but not part of its network.</source>
        <translation>Contiene {key!r}, che non fa parte della sua rete.</translation>
    </message>
    <message>
        <source>{name!r} has the shape {shape}, not {expected}.</source>
        <translation>{name!r} ha la forma {shape}, non {expected}.</translation>
    </message>
    <message>
        <source>The weights of {name!r} are {type}, not float32.</source>
        <translation>I pesi di {name!r} sono {type}, non float32.</translation>
    </message>
    <message>
        <source>{name!r} holds weights that are not finite.</source>
        <translation>{name!r} contiene pesi che non sono finiti.</translation>
    </message>
    <message>
        <source>The network takes images of {takes} pixels, but those of {dataset} have {has}.</source>
        <translation>La rete vuole immagini di {takes} pixel, ma quelle di {dataset} ne hanno {has}.</translation>
    </message>
    <message>
        <source>Another process of this training has ended before its time.</source>
        <translation>Un altro processo di questo addestramento è finito prima del tempo.</translation>
    </message>
    <message>
        <source>The network to begin from has other layers than the one to be trained.</source>
        <translation>La rete da cui cominciare ha altri strati rispetto a quella da addestrare.</translation>
    </message>
    <message>
        <source>The GPU&apos;s memory is full; train a smaller network, or with a smaller batch, or on the CPU.</source>
        <translation>La memoria della GPU è piena; addestra una rete più piccola, o con batch più piccoli, o sulla CPU.</translation>
    </message>
    <message>
        <source>The memory is full; train a smaller network, or with a smaller batch.</source>
        <translation>La memoria è piena; addestra una rete più piccola, o con batch più piccoli.</translation>
    </message>
    <message>
        <source>This training began from the weights of {name}, and cannot begin without them.</source>
        <translation>Questo addestramento è cominciato dai pesi di {name}, e senza non può cominciare.</translation>
    </message>
    <message>
        <source>The GPU&apos;s memory is too small for the images; train on the CPU.</source>
        <translation>La memoria della GPU è troppo piccola per le immagini; addestra sulla CPU.</translation>
    </message>
    <message>
        <source>The GPU has failed: {reason}. The CPU may work.</source>
        <translation>La GPU si è guastata: {reason}. La CPU può funzionare.</translation>
    </message>
    <message>
        <source>The GPU cannot be used: {reason}.</source>
        <translation>La GPU non può essere usata: {reason}.</translation>
    </message>
    <message>
        <source>Step {step:,} is not in epoch {epoch} of this data set.</source>
        <translation>Il passo {step:,} non è nell&apos;epoca {epoch} di questo dataset.</translation>
    </message>
    <message>
        <source>The loss of step {step:,} is not finite; the learning rate of {rate:g} may be too high.</source>
        <translation>La perdita del passo {step:,} non è finita; il tasso di apprendimento di {rate:g} è forse troppo alto.</translation>
    </message>
    <message>
        <source>This training was begun on a GPU, and none can be used now: the CPU goes on with it, and the last digits will differ.</source>
        <translation>Questo addestramento è cominciato su una GPU, e ora nessuna può essere usata: continua sulla CPU, e le ultime cifre saranno diverse.</translation>
    </message>
    <message>
        <source>The precision tf32 exists on CUDA GPUs alone, and none is found here.</source>
        <translation>La precisione tf32 c&apos;è soltanto sulle GPU CUDA, e qui non ne risultano.</translation>
    </message>
    <message>
        <source>The precision tf32 exists on CUDA GPUs from capability 8.0 on, and the one here is older.</source>
        <translation>La precisione tf32 esiste sulle GPU CUDA a partire dalla capability 8.0, e quella di questo computer è più vecchia.</translation>
    </message>
    <message>
        <source>Other programs are at work, so that {threads} of {usual} threads train.</source>
        <translation>Altri programmi sono al lavoro: si addestra con {threads} thread su {usual}.</translation>
    </message>
    <message>
        <source>PyTorch finds no CUDA GPU here; train on the CPU instead.</source>
        <translation>PyTorch qui non trova nessuna GPU CUDA; addestra sulla CPU.</translation>
    </message>
    <message>
        <source>The GPU cannot be used, so that the CPU trains: {reason}.</source>
        <translation>La GPU non può essere usata, perciò si addestra sulla CPU: {reason}.</translation>
    </message>
    <message>
        <source>The GPU cannot be used: {reason}; train on the CPU instead.</source>
        <translation>La GPU non può essere usata: {reason}; addestra sulla CPU.</translation>
    </message>
    <message>
        <source>CPU, 1 thread, {precision}</source>
        <translation>CPU, 1 thread, {precision}</translation>
    </message>
    <message>
        <source>CPU, {threads} threads, {precision}</source>
        <translation>CPU, {threads} thread, {precision}</translation>
    </message>
    <message>
        <source>The training has {planned:,} epochs; it can be given more in all, not {epochs:,}.</source>
        <translation>L&apos;addestramento ha {planned:,} epoche; in tutto può averne di più, non {epochs:,}.</translation>
    </message>
    <message>
        <source>Its weights are those of another network.</source>
        <translation>I suoi pesi sono quelli di un&apos;altra rete.</translation>
    </message>
    <message>
        <source>Its averages of gradients are those of another network.</source>
        <translation>Le sue medie dei gradienti sono quelle di un&apos;altra rete.</translation>
    </message>
    <message>
        <source>Its averages of gradients are not finite numbers of float32.</source>
        <translation>Le sue medie dei gradienti non sono numeri finiti di float32.</translation>
    </message>
    <message>
        <source>Its averages of squares are not all positive.</source>
        <translation>Le sue medie dei quadrati non sono tutte positive.</translation>
    </message>
    <message>
        <source>It holds losses of {count} steps after {step}.</source>
        <translation>Contiene le perdite di {count} passi dopo {step}.</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Strati</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parametri</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>Attivazione</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Uscita</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoca</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Preset</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Dataset</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>Dimensione del batch</translation>
    </message>
    <message>
        <source>Images per step</source>
        <translation>Immagini a ogni passo</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Tasso di apprendimento</translation>
    </message>
    <message>
        <source>How far each step goes (in Adam), such as 0.001 or 1e-3; it can be changed while the network trains</source>
        <translation>Quanto è lungo ogni passo (in Adam), come 0,001 o 1e-3; si può cambiare durante l&apos;addestramento</translation>
    </message>
    <message>
        <source>How the learning rate changes: {how}</source>
        <translation>Come cambia il tasso di apprendimento: {how}</translation>
    </message>
    <message>
        <source>Epochs at the start over which the learning rate rises</source>
        <translation>Epoche iniziali in cui il tasso di apprendimento sale</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>Decadimento dei pesi</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seme</translation>
    </message>
    <message>
        <source>{value:,}</source>
        <translation>{value:,}</translation>
    </message>
    <message>
        <source>{value:g}</source>
        <translation>{value:g}</translation>
    </message>
    <message>
        <source>{name} must be a whole number.</source>
        <translation>{name} deve essere un numero intero.</translation>
    </message>
    <message>
        <source>Hidden layers</source>
        <translation>Strati nascosti</translation>
    </message>
    <message>
        <source>Hidden layers are whole numbers, such as 1000, 500, 250.</source>
        <translation>Gli strati nascosti sono numeri interi, come 1000, 500, 250.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nessuno</translation>
    </message>
    <message>
        <source>Latent dimension</source>
        <translation>Dimensione latente</translation>
    </message>
    <message>
        <source>Numbers in the code of an image</source>
        <translation>Quanti numeri ha il codice di un&apos;immagine</translation>
    </message>
    <message>
        <source>The function between two layers</source>
        <translation>La funzione tra due strati</translation>
    </message>
    <message>
        <source>What the last layer ends in: a sigmoid keeps pixels between 0 and 1</source>
        <translation>In che cosa finisce l&apos;ultimo strato: una sigmoide tiene i pixel tra 0 e 1</translation>
    </message>
    <message>
        <source>Sigmoid</source>
        <translation>Sigmoide</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>Lineare</translation>
    </message>
    <message>
        <source>Objective</source>
        <translation>Obiettivo</translation>
    </message>
    <message>
        <source>What is minimised: the error of each image as it is; as it is redrawn from under noise; variational, the error and how far the codes are from where new images are drawn; or, sparse, the error of a code of which a few units fire</source>
        <translation>Che cosa si minimizza: l&apos;errore di ogni immagine così com&apos;è; ridisegnata da sotto il rumore; variazionale, l&apos;errore e la distanza dei codici da dove si estraggono le immagini nuove; o, sparso, l&apos;errore di un codice di cui si accendono poche unità</translation>
    </message>
    <message>
        <source>Reconstruction</source>
        <translation>Ricostruzione</translation>
    </message>
    <message>
        <source>Denoising</source>
        <translation>Rimozione del rumore</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Rumore</translation>
    </message>
    <message>
        <source>The noise must be a number, such as 0.5.</source>
        <translation>Il rumore deve essere un numero, come 0,5.</translation>
    </message>
    <message>
        <source>How often all training images are seen</source>
        <translation>Quante volte si vedono tutte le immagini di addestramento</translation>
    </message>
    <message>
        <source>How much the weights shrink at each step, times the learning rate (AdamW); it keeps them from fitting noise</source>
        <translation>Di quanto si riducono i pesi a ogni passo, moltiplicato per il tasso di apprendimento (AdamW); evita che si adattino al rumore</translation>
    </message>
    <message>
        <source>How exactly matrices are multiplied; bf16 is about twice as fast where the processor has it</source>
        <translation>Quanto esattamente si moltiplicano le matrici; bf16 è veloce circa il doppio, se il processore ce l&apos;ha</translation>
    </message>
    <message>
        <source>The learning rate must be a number, such as 0.001 or 1e-3.</source>
        <translation>Il tasso di apprendimento deve essere un numero, come 0,001 o 1e-3.</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Fully connected: each unit looks at all of the layer before; convolutional: the first layers look at a few pixels each, with the same weights everywhere</source>
        <translation>Completamente connessa: ogni unità guarda tutto lo strato prima; convoluzionale: i primi strati guardano pochi pixel per volta, con gli stessi pesi ovunque</translation>
    </message>
    <message>
        <source>Fully connected</source>
        <translation>Completamente connessa</translation>
    </message>
    <message>
        <source>Convolutional</source>
        <translation>Convoluzionale</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Canali</translation>
    </message>
    <message>
        <source>Feature maps of each convolution, such as 16, 32 for two; each halves the height and the width</source>
        <translation>Mappe di ogni convoluzione, per esempio 16, 32 se sono due; ognuna dimezza altezza e larghezza</translation>
    </message>
    <message>
        <source>Channels are whole numbers, one for each convolution, such as 16, 32.</source>
        <translation>I canali sono numeri interi, uno per ogni convoluzione, per esempio 16, 32.</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>Kernel</translation>
    </message>
    <message>
        <source>Height and width of what a convolution looks at, such as 3 for 3 × 3 pixels</source>
        <translation>Altezza e larghezza di ciò che una convoluzione guarda, per esempio 3 per 3 × 3 pixel</translation>
    </message>
    <message>
        <source>Units of each fully connected layer before the code, such as 1000, 500, 250; the same back after it; may be none</source>
        <translation>Unità di ogni strato completamente connesso prima del codice, per esempio 1000, 500, 250; lo stesso al ritorno; può non essercene nessuno</translation>
    </message>
    <message>
        <source>Variational</source>
        <translation>Variazionale</translation>
    </message>
    <message>
        <source>Sparse</source>
        <translation>Sparso</translation>
    </message>
    <message>
        <source>Kind of noise</source>
        <translation>Tipo di rumore</translation>
    </message>
    <message>
        <source>Gaussian noise on every pixel, or single pixels made black (masking), or black and white</source>
        <translation>Rumore gaussiano su ogni pixel, oppure singoli pixel resi neri (mascheramento), o neri e bianchi</translation>
    </message>
    <message>
        <source>Gaussian</source>
        <translation>Gaussiano</translation>
    </message>
    <message>
        <source>Masking</source>
        <translation>Mascheramento</translation>
    </message>
    <message>
        <source>Salt and pepper</source>
        <translation>Sale e pepe</translation>
    </message>
    <message>
        <source>How strong it is: the standard deviation of Gaussian noise, such as 0.5 where black is 0 and white is 1; of the others the share of pixels that they hit</source>
        <translation>Quanto è forte: la deviazione standard del rumore gaussiano, per esempio 0.5 dove il nero è 0 e il bianco è 1; per gli altri la frazione di pixel colpiti</translation>
    </message>
    <message>
        <source>Likelihood</source>
        <translation>Verosimiglianza</translation>
    </message>
    <message>
        <source>The error of a pixel: its grey value is the chance that it is white; the same with pixels made black or white at each step; or squared</source>
        <translation>L&apos;errore di un pixel: il suo grigio è la probabilità che sia bianco; lo stesso con i pixel resi bianchi o neri a ogni passo; o al quadrato</translation>
    </message>
    <message>
        <source>Bernoulli, grey</source>
        <translation>Bernoulli, grigi</translation>
    </message>
    <message>
        <source>Bernoulli, binarised</source>
        <translation>Bernoulli, binarizzati</translation>
    </message>
    <message>
        <source>Gaussian, σ 0.2</source>
        <translation>Gaussiana, σ 0,2</translation>
    </message>
    <message>
        <source>Beta</source>
        <translation>Beta</translation>
    </message>
    <message>
        <source>How much it counts that codes are where the prior has them, such as 1; it can be changed while the network trains</source>
        <translation>Quanto conta che i codici stiano dove li vuole la distribuzione a priori, per esempio 1; si può cambiare durante l&apos;addestramento</translation>
    </message>
    <message>
        <source>Beta must be a number, such as 1.</source>
        <translation>Beta deve essere un numero, come 1.</translation>
    </message>
    <message>
        <source>Units kept</source>
        <translation>Unità tenute</translation>
    </message>
    <message>
        <source>How many units of the code fire at an image: the largest are kept, all others are 0</source>
        <translation>Quante unità del codice si accendono per un&apos;immagine: le maggiori restano, tutte le altre sono 0</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Tutte</translation>
    </message>
    <message>
        <source>L1</source>
        <translation>L1</translation>
    </message>
    <message>
        <source>How much the sum of the code counts beside an image&apos;s squared error, so that few units fire: such as 0.1</source>
        <translation>Quanto conta la somma del codice accanto all&apos;errore quadratico di un&apos;immagine, perché si accendano poche unità: per esempio 0,1</translation>
    </message>
    <message>
        <source>L1 must be a number, such as 0.1.</source>
        <translation>L1 dev&apos;essere un numero, per esempio 0,1.</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Andamento</translation>
    </message>
    <message>
        <source>Constant, or falling to zero at the end along half a cosine wave or a straight line</source>
        <translation>costante, oppure in discesa fino a zero lungo mezza onda di coseno o lungo una retta</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>Costante</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>Coseno</translation>
    </message>
    <message>
        <source>Decides the first weights and the order of the images: same seed, same numbers</source>
        <translation>Decide i pesi iniziali e l&apos;ordine delle immagini: stesso seme, stessi numeri</translation>
    </message>
    <message>
        <source>The seed must be a whole number.</source>
        <translation>Il seme deve essere un numero intero.</translation>
    </message>
    <message>
        <source>Where to train; Automatic takes a CUDA GPU if there is one</source>
        <translation>Dove addestrare; Automatico usa una GPU CUDA, se c&apos;è</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatico</translation>
    </message>
    <message>
        <source>Warm-up epochs</source>
        <translation>Epoche di riscaldamento</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Nessuno</translation>
    </message>
    <message>
        <source>Warm-up of beta</source>
        <translation>Salita di beta</translation>
    </message>
    <message>
        <source>Epochs over which beta first rises from nothing, so that no number of the code dies early</source>
        <translation>Epoche in cui beta dapprima sale da zero, perché nessun numero del codice muoia presto</translation>
    </message>
    <message>
        <source>Warm-up of units</source>
        <translation>Riscaldamento unità</translation>
    </message>
    <message>
        <source>Epochs over which the units kept first fall from all to their number, so that few of them die</source>
        <translation>Epoche in cui le unità tenute scendono all&apos;inizio da tutte al loro numero, perché ne muoiano poche</translation>
    </message>
    <message>
        <source>The weight decay must be a number, such as 0 or 0.01.</source>
        <translation>Il decadimento dei pesi deve essere un numero, come 0 o 0,01.</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Precisione</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Thread</translation>
    </message>
    <message>
        <source>How many the CPU uses; Automatic takes one for each core that is free at the start</source>
        <translation>Quanti ne usa la CPU; Automatico ne prende uno per ogni core libero all&apos;inizio</translation>
    </message>
    <message>
        <source>denoising</source>
        <translation>rimozione del rumore</translation>
    </message>
    <message>
        <source>variational</source>
        <translation>variazionale</translation>
    </message>
    <message>
        <source>sparse</source>
        <translation>sparso</translation>
    </message>
    <message>
        <source>mean squared error</source>
        <translation>errore quadratico medio</translation>
    </message>
    <message>
        <source>nats an image ({likelihood})</source>
        <translation>nat per immagine ({likelihood})</translation>
    </message>
    <message>
        <source>{change} at step {step:,}</source>
        <translation>{change} al passo {step:,}</translation>
    </message>
    <message>
        <source>{name} {before} → {after}</source>
        <translation>{name} {before} → {after}</translation>
    </message>
    <message>
        <source>From epoch {planned:,} to {epochs:,} the learning rate stays at {rate:g}.</source>
        <translation>Dall&apos;epoca {planned:,} alla {epochs:,} il tasso di apprendimento resta {rate:g}.</translation>
    </message>
    <message>
        <source>After epoch {planned:,} the learning rate begins again at {rate:g}, and falls along a straight line to nothing at epoch {epochs:,}.</source>
        <translation>Dopo l&apos;epoca {planned:,} il tasso di apprendimento ricomincia da {rate:g} e scende lungo una retta fino a zero all&apos;epoca {epochs:,}.</translation>
    </message>
    <message>
        <source>After epoch {planned:,} the learning rate begins again at {rate:g}, and falls along half a cosine wave to nothing at epoch {epochs:,}.</source>
        <translation>Dopo l&apos;epoca {planned:,} il tasso di apprendimento ricomincia da {rate:g} e scende lungo mezza onda di coseno fino a zero all&apos;epoca {epochs:,}.</translation>
    </message>
    <message>
        <source>{name}, convolutional</source>
        <translation>{name}, convoluzionale</translation>
    </message>
    <message>
        <source>{name}, {objective}</source>
        <translation>{name}, {objective}</translation>
    </message>
    <message>
        <source>{name}, rate {before:g} → {after:g}</source>
        <translation>{name}, tasso {before:g} → {after:g}</translation>
    </message>
    <message>
        <source>{name}, rate {rate:g}</source>
        <translation>{name}, tasso {rate:g}</translation>
    </message>
    <message>
        <source>Nothing was exported: the network is no longer on show.</source>
        <translation>Non è stato esportato nulla: la rete non è più mostrata.</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabella</translation>
    </message>
    <message>
        <source>Table for a spreadsheet, with 0,5 and semicolons</source>
        <translation>Tabella per un foglio di calcolo, con 0,5 e punti e virgola</translation>
    </message>
    <message>
        <source>Table for a spreadsheet</source>
        <translation>Tabella per un foglio di calcolo</translation>
    </message>
    <message>
        <source>Images&apos; fingerprint</source>
        <translation>Impronta delle immagini</translation>
    </message>
    <message>
        <source>Began from</source>
        <translation>Cominciato da</translation>
    </message>
    <message>
        <source>Changed while it trained</source>
        <translation>Cambiato durante l&apos;addestramento</translation>
    </message>
    <message>
        <source>the network, for Autoencoder Lab</source>
        <translation>la rete, per Autoencoder Lab</translation>
    </message>
    <message>
        <source>the network, for torch</source>
        <translation>la rete, per torch</translation>
    </message>
    <message>
        <source>the network, for other programs</source>
        <translation>la rete, per altri programmi</translation>
    </message>
    <message>
        <source>its decoder alone</source>
        <translation>soltanto il suo decoder</translation>
    </message>
    <message>
        <source>codes of the test images</source>
        <translation>codici delle immagini di test</translation>
    </message>
    <message>
        <source>the same for a spreadsheet</source>
        <translation>gli stessi per un foglio di calcolo</translation>
    </message>
    <message>
        <source>the same for numpy</source>
        <translation>gli stessi per numpy</translation>
    </message>
    <message>
        <source>errors of every epoch</source>
        <translation>errori di ogni epoca</translation>
    </message>
    <message>
        <source>{name} exists already. Do you want to replace it?</source>
        <translation>{name} esiste già. Sostituirlo?</translation>
    </message>
    <message>
        <source>not defined for so few images</source>
        <translation>non definita per così poche immagini</translation>
    </message>
    <message>
        <source>not defined: the codes of the network are not finite</source>
        <translation>non definita: i codici della rete non sono finiti</translation>
    </message>
    <message>
        <source>not defined: there are no classes</source>
        <translation>non definita: non ci sono classi</translation>
    </message>
    <message>
        <source>Test error</source>
        <translation>Errore di test</translation>
    </message>
    <message>
        <source>not defined: not MNIST&apos;s digits</source>
        <translation>non definito: non sono le cifre di MNIST</translation>
    </message>
    <message>
        <source>Test error: mean squared error of a pixel, over all test images as they are redrawn.</source>
        <translation>Errore di test: errore quadratico medio di un pixel, su tutte le immagini di test ridisegnate.</translation>
    </message>
    <message>
        <source>Squared error of an image</source>
        <translation>Errore quadratico di un&apos;immagine</translation>
    </message>
    <message>
        <source>Squared error of an image: the test error, summed over the pixels of an image.</source>
        <translation>Errore quadratico di un&apos;immagine: l&apos;errore di test sommato sui pixel di un&apos;immagine.</translation>
    </message>
    <message>
        <source>Neighbour accuracy</source>
        <translation>Accuratezza dei vicini</translation>
    </message>
    <message>
        <source>Neighbour accuracy: how many of the test digits have the class of most of the ten training digits that are nearest in the plane.</source>
        <translation>Accuratezza dei vicini: quante cifre di test hanno la classe della maggior parte delle dieci cifre di addestramento più vicine nel piano.</translation>
    </message>
    <message>
        <source>Trustworthiness</source>
        <translation>Affidabilità</translation>
    </message>
    <message>
        <source>Trustworthiness: whether neighbours in the plane are neighbours as images too; 1 is perfect (up to {count:,} test digits, ten neighbours).</source>
        <translation>Affidabilità (trustworthiness): se i vicini nel piano sono vicini anche come immagini; 1 è perfetto (fino a {count:,} cifre di test, dieci vicini).</translation>
    </message>
    <message>
        <source>Good draws</source>
        <translation>Cifre riuscite</translation>
    </message>
    <message>
        <source>Good draws: how many of {count:,} new images a classifier of digits is sure of. Their codes are drawn from the prior of a variational network, and for any other model from a normal distribution with the mean and the covariance of its training codes.</source>
        <translation>Cifre riuscite: di {count:,} immagini nuove, quante un classificatore di cifre riconosce con sicurezza. I loro codici si estraggono dalla distribuzione a priori di una rete variazionale e, per ogni altro modello, da una distribuzione normale con la media e la covarianza dei suoi codici di addestramento.</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Addestramento</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Panoramica</translation>
    </message>
    <message>
        <source>Compare with PCA</source>
        <translation>Confronto con la PCA</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Rete</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Sessioni</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Dispositivo</translation>
    </message>
    <message>
        <source>Two linear models, {angle:.0f}° apart</source>
        <translation>Due modelli lineari, distanti {angle:.0f}°</translation>
    </message>
    <message>
        <source>One plane, two bases: the two lie {angle:.1f}° apart</source>
        <translation>Un solo piano, due basi: i due distano {angle:.1f}°</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostra</translation>
    </message>
    <message>
        <source>The program crashed when it was last used.</source>
        <translation>L&apos;ultima volta il programma si è chiuso per un errore.</translation>
    </message>
    <message>
        <source>You have no home folder here: what you train or set is gone when the program ends.</source>
        <translation>Qui non c&apos;è una cartella personale: ciò che addestri o imposti va perso quando il programma si chiude.</translation>
    </message>
    <message>
        <source>On the errors by class</source>
        <translation>Sugli errori per classe</translation>
    </message>
    <message>
        <source>Arrow keys, or a click</source>
        <translation>Frecce, o un clic</translation>
    </message>
    <message>
        <source>Choose a class</source>
        <translation>Sceglie una classe</translation>
    </message>
    <message>
        <source>Home, End</source>
        <translation>Home, Fine</translation>
    </message>
    <message>
        <source>Choose the first or the last class</source>
        <translation>Sceglie la prima o l&apos;ultima classe</translation>
    </message>
    <message>
        <source>Escape</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Choose all classes</source>
        <translation>Sceglie tutte le classi</translation>
    </message>
    <message>
        <source>On the classes</source>
        <translation>Sulle classi</translation>
    </message>
    <message>
        <source>Click</source>
        <translation>Clic</translation>
    </message>
    <message>
        <source>Hide a class, or show it again</source>
        <translation>Nasconde una classe, o la mostra di nuovo</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Doppio clic</translation>
    </message>
    <message>
        <source>Show a class alone, or all again</source>
        <translation>Mostra una sola classe, o di nuovo tutte</translation>
    </message>
    <message>
        <source>Right click</source>
        <translation>Clic destro</translation>
    </message>
    <message>
        <source>Rename a class</source>
        <translation>Rinomina una classe</translation>
    </message>
    <message>
        <source>On a plane of codes</source>
        <translation>Su un piano di codici</translation>
    </message>
    <message>
        <source>Move the mouse</source>
        <translation>Muovere il mouse</translation>
    </message>
    <message>
        <source>Decode the place under it</source>
        <translation>Decodifica il punto che c&apos;è sotto</translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation>Frecce</translation>
    </message>
    <message>
        <source>Move the place that is decoded</source>
        <translation>Sposta il punto che si decodifica</translation>
    </message>
    <message>
        <source>Click between the points, or Enter</source>
        <translation>Clic tra i punti, o Invio</translation>
    </message>
    <message>
        <source>Keep the digit (Explore), set an end (Path), begin from there (Sliders)</source>
        <translation>Conserva la cifra (Esplora), fissa un estremo (Percorso), comincia da lì (Cursori)</translation>
    </message>
    <message>
        <source>Click a point, or Space</source>
        <translation>Clic su un punto, o Spazio</translation>
    </message>
    <message>
        <source>Pick its digit</source>
        <translation>Sceglie la sua cifra</translation>
    </message>
    <message>
        <source>Drag</source>
        <translation>Trascinare</translation>
    </message>
    <message>
        <source>Move the plane, or draw around digits (Select)</source>
        <translation>Sposta il piano, o traccia un contorno attorno a cifre (Seleziona)</translation>
    </message>
    <message>
        <source>Drag with the middle button</source>
        <translation>Trascinare con il tasto centrale</translation>
    </message>
    <message>
        <source>Move the plane, whatever the tool</source>
        <translation>Sposta il piano, qualunque sia lo strumento</translation>
    </message>
    <message>
        <source>Enter, arrow keys, Enter</source>
        <translation>Invio, frecce, Invio</translation>
    </message>
    <message>
        <source>Draw around digits (Select)</source>
        <translation>Traccia un contorno attorno a cifre (Seleziona)</translation>
    </message>
    <message>
        <source>Ctrl and arrow keys</source>
        <translation>Ctrl e frecce</translation>
    </message>
    <message>
        <source>Move the plane</source>
        <translation>Sposta il piano</translation>
    </message>
    <message>
        <source>Drag, or Shift and arrow keys</source>
        <translation>Trascinare, o Maiusc e frecce</translation>
    </message>
    <message>
        <source>Turn the plane, where a digit is three numbers</source>
        <translation>Ruota il piano, se una cifra è fatta di tre numeri</translation>
    </message>
    <message>
        <source>Wheel, plus or minus</source>
        <translation>Rotella, più o meno</translation>
    </message>
    <message>
        <source>Zoom in or out</source>
        <translation>Ingrandisce o rimpicciolisce</translation>
    </message>
    <message>
        <source>Give up the outline that is being drawn</source>
        <translation>Rinuncia al contorno che si sta tracciando</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>Show all points</source>
        <translation>Mostra tutti i punti</translation>
    </message>
    <message>
        <source>On the pad</source>
        <translation>Sul foglio da disegno</translation>
    </message>
    <message>
        <source>Move the pen</source>
        <translation>Sposta la penna</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Spazio</translation>
    </message>
    <message>
        <source>Put the pen down, or lift it</source>
        <translation>Abbassa o alza la penna</translation>
    </message>
    <message>
        <source>On a row of digits</source>
        <translation>Su una fila di cifre</translation>
    </message>
    <message>
        <source>Left, Right, Home or End</source>
        <translation>Sinistra, Destra, Home o Fine</translation>
    </message>
    <message>
        <source>Go to another column</source>
        <translation>Va a un&apos;altra colonna</translation>
    </message>
    <message>
        <source>Click, Enter or Space</source>
        <translation>Clic, Invio o Spazio</translation>
    </message>
    <message>
        <source>Choose another digit, where that is possible</source>
        <translation>Sceglie un&apos;altra cifra, dove è possibile</translation>
    </message>
    <message>
        <source>On kept digits</source>
        <translation>Sulle cifre conservate</translation>
    </message>
    <message>
        <source>Click, or arrow keys</source>
        <translation>Clic, o frecce</translation>
    </message>
    <message>
        <source>Go back to where the digit was kept</source>
        <translation>Torna dove la cifra è stata conservata</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Canc</translation>
    </message>
    <message>
        <source>Drop the digit</source>
        <translation>Toglie la cifra</translation>
    </message>
    <message>
        <source>On the layers</source>
        <translation>Sugli strati</translation>
    </message>
    <message>
        <source>Click, Left or Right</source>
        <translation>Clic, Sinistra o Destra</translation>
    </message>
    <message>
        <source>Choose a layer</source>
        <translation>Sceglie uno strato</translation>
    </message>
    <message>
        <source>On the curves of the loss</source>
        <translation>Sulle curve della perdita</translation>
    </message>
    <message>
        <source>Arrow keys, or move the mouse</source>
        <translation>Frecce, o muovere il mouse</translation>
    </message>
    <message>
        <source>Say the values under it</source>
        <translation>Dice i valori che ci sono sotto</translation>
    </message>
    <message>
        <source>Move the curves</source>
        <translation>Sposta le curve</translation>
    </message>
    <message>
        <source>Say the last values</source>
        <translation>Dice gli ultimi valori</translation>
    </message>
    <message>
        <source>Show the whole training</source>
        <translation>Mostra tutto l&apos;addestramento</translation>
    </message>
    <message>
        <source>In the table of trainings</source>
        <translation>Nella tabella delle sessioni</translation>
    </message>
    <message>
        <source>Double click, or Enter</source>
        <translation>Doppio clic, o Invio</translation>
    </message>
    <message>
        <source>Open the training</source>
        <translation>Apre la sessione</translation>
    </message>
    <message>
        <source>Move the chosen ones to the trash</source>
        <translation>Sposta nel cestino quelle scelte</translation>
    </message>
    <message>
        <source>Click its star, or *</source>
        <translation>Clic sulla stella, o *</translation>
    </message>
    <message>
        <source>Give it a star, or take the star away</source>
        <translation>Le dà una stella, o gliela toglie</translation>
    </message>
    <message>
        <source>F2</source>
        <translation>F2</translation>
    </message>
    <message>
        <source>Give it a name</source>
        <translation>Le dà un nome</translation>
    </message>
    <message>
        <source>Shift or Ctrl, with a click</source>
        <translation>Maiusc o Ctrl, con un clic</translation>
    </message>
    <message>
        <source>Choose several</source>
        <translation>Ne sceglie più d&apos;una</translation>
    </message>
    <message>
        <source>On a sheet of pictures</source>
        <translation>Su un foglio di immagini</translation>
    </message>
    <message>
        <source>Arrow keys, Page Up, Page Down, Home or End</source>
        <translation>Frecce, Pag su, Pag giù, Home o Fine</translation>
    </message>
    <message>
        <source>Go to another picture</source>
        <translation>Va a un&apos;altra immagine</translation>
    </message>
    <message>
        <source>Choose it</source>
        <translation>La sceglie</translation>
    </message>
    <message>
        <source>{path} cannot be saved: it is a folder.</source>
        <translation>Non si può salvare {path}: è una cartella.</translation>
    </message>
    <message>
        <source>Its data set has an impossible name or fingerprint.</source>
        <translation>Il suo dataset ha un nome o un&apos;impronta impossibile.</translation>
    </message>
    <message>
        <source>Its data set has impossible numbers of images: {counts}.</source>
        <translation>Il suo dataset ha numeri di immagini impossibili: {counts}.</translation>
    </message>
    <message>
        <source>It does not say which data set is meant.</source>
        <translation>Non dice di quale dataset si tratta.</translation>
    </message>
    <message>
        <source>Its data set has fields that only a newer Autoencoder Lab knows: {names}.</source>
        <translation>Il suo dataset ha campi che solo un Autoencoder Lab più recente conosce: {names}.</translation>
    </message>
    <message>
        <source>its images have {found} pixels, not {shape}</source>
        <translation>le sue immagini hanno {found} pixel, non {shape}</translation>
    </message>
    <message>
        <source>it has {train:,} training and {test:,} test images, not {train_then:,} and {test_then:,}</source>
        <translation>ha {train:,} immagini di addestramento e {test:,} di test, non {train_then:,} e {test_then:,}</translation>
    </message>
    <message>
        <source>its images or their labels are others</source>
        <translation>le sue immagini o le loro etichette sono altre</translation>
    </message>
    <message>
        <source>A change of the recipe must be a step, a field and two values.</source>
        <translation>Una modifica della ricetta deve essere un passo, un campo e due valori.</translation>
    </message>
    <message>
        <source>Its weights were found under {place!r}.</source>
        <translation>I suoi pesi erano sotto {place!r}.</translation>
    </message>
    <message>
        <source>It holds no state dict: no table of names and tensors.</source>
        <translation>Non contiene uno state dict: nessuna tabella di nomi e tensori.</translation>
    </message>
    <message>
        <source>The names of its weights were read without {prefix!r} before them.</source>
        <translation>I nomi dei suoi pesi sono stati letti senza il prefisso {prefix!r}.</translation>
    </message>
    <message>
        <source>Of its tensors {count:,} are not the network&apos;s, and were left out.</source>
        <translation>Dei suoi tensori {count:,} non sono della rete, e sono stati tralasciati.</translation>
    </message>
    <message>
        <source>Its layers were recognised by their sizes: {sizes}.</source>
        <translation>I suoi strati sono stati riconosciuti dalle dimensioni: {sizes}.</translation>
    </message>
    <message>
        <source>It has no biases: they were taken to be 0.</source>
        <translation>Non ha bias: sono stati presi come 0.</translation>
    </message>
    <message>
        <source>{key!r} has the shape {shape}, not {expected}.</source>
        <translation>{key!r} ha la forma {shape}, non {expected}.</translation>
    </message>
    <message>
        <source>{name!r} has the shape {shape}, as layers of convolution do; of other programs only fully connected networks can be read: nn.Linear layers from the image to the code, and the same sizes back.</source>
        <translation>{name!r} ha la forma {shape}, come gli strati di convoluzione; di altri programmi si leggono solo reti completamente connesse: strati nn.Linear dall&apos;immagine al codice, e le stesse dimensioni al ritorno.</translation>
    </message>
    <message>
        <source>{key!r} is in it, but not part of a network of fully connected layers.</source>
        <translation>Contiene {key!r}, che non fa parte di una rete di strati completamente connessi.</translation>
    </message>
    <message>
        <source>Its layers do not lead from an image to a code and, by the same sizes, back, such as 784 → 512 → 2 → 512 → 784; it has {layers}.</source>
        <translation>I suoi strati non portano da un&apos;immagine a un codice e, con le stesse dimensioni, indietro, come 784 → 512 → 2 → 512 → 784; ha {layers}.</translation>
    </message>
    <message>
        <source>Images of {pixels:,} pixels are not possible here.</source>
        <translation>Immagini di {pixels:,} pixel qui non sono possibili.</translation>
    </message>
    <message>
        <source>The names of the files begin as if there were classes: these can be chosen.</source>
        <translation>I nomi dei file cominciano come se ci fossero classi: si possono scegliere.</translation>
    </message>
    <message>
        <source>The folders {folders} are one class, {name}.</source>
        <translation>Le cartelle {folders} sono una sola classe, {name}.</translation>
    </message>
    <message>
        <source>The class of the folder “{folder}” is called {name}.</source>
        <translation>La classe della cartella «{folder}» si chiama {name}.</translation>
    </message>
    <message>
        <source>Its pictures are in no folder of a class.</source>
        <translation>Le sue immagini non sono nella cartella di una classe.</translation>
    </message>
    <message>
        <source>It is in no folder of a class.</source>
        <translation>Non è nella cartella di una classe.</translation>
    </message>
    <message>
        <source>It lies beside the parts, and is not one of them.</source>
        <translation>Sta accanto alle parti e non è una di esse.</translation>
    </message>
    <message>
        <source>Parts: {names}</source>
        <translation>Parti: {names}</translation>
    </message>
    <message>
        <source>It is in no part of its class.</source>
        <translation>Non è in nessuna parte della sua classe.</translation>
    </message>
    <message>
        <source>Classes: {names}, each with the parts {parts}</source>
        <translation>Classi: {names}, ciascuna con le parti {parts}</translation>
    </message>
    <message>
        <source>Classes: {names}, with the part in the name of each folder</source>
        <translation>Classi: {names}, con la parte nel nome di ogni cartella</translation>
    </message>
    <message>
        <source>The folders {names} hold folders of the same names: these may be the classes.</source>
        <translation>Le cartelle {names} contengono cartelle con gli stessi nomi: le classi potrebbero essere queste.</translation>
    </message>
    <message>
        <source>The classes are the folders in “{folder}”.</source>
        <translation>Le classi sono le cartelle in «{folder}».</translation>
    </message>
    <message>
        <source>Classes: {names}</source>
        <translation>Classi: {names}</translation>
    </message>
    <message>
        <source>Classes: {names}, within {folders}</source>
        <translation>Classi: {names}, dentro {folders}</translation>
    </message>
    <message>
        <source>There are {count:,} folders, of which at most {most} can be classes: all pictures are of one.</source>
        <translation>Ci sono {count:,} cartelle, e al massimo {most} possono essere classi: tutte le immagini sono di una sola.</translation>
    </message>
    <message>
        <source>No classes</source>
        <translation>Nessuna classe</translation>
    </message>
    <message>
        <source>Its name does not begin with a class.</source>
        <translation>Il suo nome non comincia con una classe.</translation>
    </message>
    <message>
        <source>Classes in the names of the files: {names}</source>
        <translation>Classi nei nomi dei file: {names}</translation>
    </message>
    <message>
        <source>The {count:,} pictures in “{folder}” are trained on.</source>
        <translation>Con le {count:,} immagini in «{folder}» ci si addestra.</translation>
    </message>
    <message>
        <source>The {count:,} pictures in “{folder}” are the test part.</source>
        <translation>Le {count:,} immagini in «{folder}» sono la parte di test.</translation>
    </message>
    <message>
        <source>It is beside the folders, in none of them.</source>
        <translation>Sta accanto alle cartelle, in nessuna di esse.</translation>
    </message>
    <message>
        <source>The network has learnt its training images alone: their error is {train:.4f}, but that of the test images, {error:.4f}, is no lower than that of the mean image in place of each, {mean:.4f}; it needs more images.</source>
        <translation>La rete ha imparato soltanto le sue immagini di addestramento: il loro errore è {train:.4f}, ma quello delle immagini di test, {error:.4f}, non è più basso di quello dell&apos;immagine media al posto di ciascuna, {mean:.4f}; servono più immagini.</translation>
    </message>
    <message>
        <source>The network has learnt nothing: its test error of {error:.4f} is no lower than before the training, {before:.4f}; the learning rate of {rate:g} may be too high.</source>
        <translation>La rete non ha imparato nulla: il suo errore di test, {error:.4f}, non è più basso di prima dell&apos;addestramento, {before:.4f}; il tasso di apprendimento di {rate:g} è forse troppo alto.</translation>
    </message>
    <message>
        <source>The network has learnt next to nothing: its test error of {error:.4f} is no lower than {mean:.4f}, that of the mean image in place of each; more epochs or another learning rate may help.</source>
        <translation>La rete non ha imparato quasi nulla: il suo errore di test, {error:.4f}, non è più basso di {mean:.4f}, quello dell&apos;immagine media al posto di ognuna; possono aiutare più epoche o un altro tasso di apprendimento.</translation>
    </message>
    <message>
        <source>{name} does not have one class for each image, and is not used.</source>
        <translation>{name} non ha una classe per ogni immagine, e non è usato.</translation>
    </message>
    <message>
        <source>{name} has labels of {count:,} classes; they are not used, because at most {most} can be told apart.</source>
        <translation>{name} ha etichette di {count:,} classi; non sono usate, perché se ne possono distinguere al massimo {most}.</translation>
    </message>
    <message>
        <source>{name} holds {kind}, and no numbers that could be pixels.</source>
        <translation>{name} contiene {kind}, e nessun numero che possa essere un pixel.</translation>
    </message>
    <message>
        <source>Each row was taken for an image of {side}×{side} pixels.</source>
        <translation>Ogni riga è stata presa per un&apos;immagine di {side}×{side} pixel.</translation>
    </message>
    <message>
        <source>The last axis was taken for that of the images.</source>
        <translation>L&apos;ultimo asse è stato preso per quello delle immagini.</translation>
    </message>
    <message>
        <source>Colours became grey.</source>
        <translation>I colori sono diventati grigi.</translation>
    </message>
    <message>
        <source>{name} has the shape {shape}; images are (N, H, W), or (N, H, W, 3) in colour, or rows that are squares.</source>
        <translation>{name} ha la forma {shape}; le immagini sono (N, H, W), o (N, H, W, 3) a colori, o righe che sono quadrati.</translation>
    </message>
    <message>
        <source>{name} holds values that are no numbers (NaN) or infinite.</source>
        <translation>{name} contiene valori che non sono numeri (NaN) o sono infiniti.</translation>
    </message>
    <message>
        <source>{name} has values up to {high:g}, and {other} up to {other_high:g}; white has to be the same in both.</source>
        <translation>{name} ha valori fino a {high:g}, e {other} fino a {other_high:g}; il bianco dev&apos;essere lo stesso in entrambi.</translation>
    </message>
    <message>
        <source>Values from {black:g} to {white:g} became grey values from black to white.</source>
        <translation>I valori da {black:g} a {white:g} sono diventati grigi dal nero al bianco.</translation>
    </message>
    <message>
        <source>{path} shows nothing that could be a digit: it is of one brightness.</source>
        <translation>{path} non mostra nulla che possa essere una cifra: è tutto della stessa luminosità.</translation>
    </message>
    <message>
        <source>The GPU&apos;s steps cannot be captured as a graph, so that training is slower: {reason}.</source>
        <translation>I passi della GPU non possono essere registrati come grafo, perciò l&apos;addestramento è più lento: {reason}.</translation>
    </message>
    <message>
        <source>its memory is full</source>
        <translation>la sua memoria è piena</translation>
    </message>
    <message>
        <source>it is too old for this PyTorch, or too new</source>
        <translation>è troppo vecchia per questo PyTorch, o troppo nuova</translation>
    </message>
    <message>
        <source>another program holds it</source>
        <translation>la sta usando un altro programma</translation>
    </message>
    <message>
        <source>its driver is too old for this PyTorch</source>
        <translation>il suo driver è troppo vecchio per questo PyTorch</translation>
    </message>
    <message>
        <source>its driver does not start</source>
        <translation>il suo driver non si avvia</translation>
    </message>
    <message>
        <source>it has stopped at an error of this program</source>
        <translation>si è fermata per un errore di questo programma</translation>
    </message>
    <message>
        <source>all {count:,} epochs, from {first:,} to {last:,}</source>
        <translation>tutte le {count:,} epoche, dalla {first:,} alla {last:,}</translation>
    </message>
    <message>
        <source>{count:,} of the {all:,} epochs from {first:,} to {last:,}</source>
        <translation>{count:,} delle {all:,} epoche dalla {first:,} alla {last:,}</translation>
    </message>
    <message>
        <source>Taking pictures of {epochs} …</source>
        <translation>Riprendo {epochs} …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>The film was cancelled: its epochs are no longer on show.</source>
        <translation>Il filmato è stato interrotto: le sue epoche non sono più mostrate.</translation>
    </message>
    <message>
        <source>{file} has other layers than those that were asked for.</source>
        <translation>{file} ha altri strati rispetto a quelli richiesti.</translation>
    </message>
    <message>
        <source>picked</source>
        <translation>scelta</translation>
    </message>
    <message>
        <source>picked: {name}</source>
        <translation>scelta: {name}</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Guida</translation>
    </message>
    <message>
        <source>On the flow through the network</source>
        <translation>Sul flusso attraverso la rete</translation>
    </message>
    <message>
        <source>Click a layer, or Enter</source>
        <translation>Clic su uno strato, o Invio</translation>
    </message>
    <message>
        <source>Open the Network page there</source>
        <translation>Apri lì la pagina Rete</translation>
    </message>
    <message>
        <source>On the test error</source>
        <translation>Sull&apos;errore di test</translation>
    </message>
    <message>
        <source>Open the Training page</source>
        <translation>Apri la pagina Addestramento</translation>
    </message>
    <message>
        <source>This training cannot be saved. {reason}</source>
        <translation>Questa sessione non si può salvare. {reason}</translation>
    </message>
    <message>
        <source>Each process takes a GPU of its own, and there are {gpus} here: process {number} has none.</source>
        <translation>Ogni processo usa una GPU tutta sua, e qui ce ne sono {gpus}: al processo {number} non ne resta.</translation>
    </message>
    <message>
        <source>There are no classes to tell apart.</source>
        <translation>Non ci sono classi da distinguere.</translation>
    </message>
    <message>
        <source>It is not a classifier of digits.</source>
        <translation>Non è un classificatore di cifre.</translation>
    </message>
</context>
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Autoencoder Lab</source>
        <translation>Informazioni su Autoencoder Lab</translation>
    </message>
    <message>
        <source>The rest is in {path}</source>
        <translation>Il resto è in {path}</translation>
    </message>
    <message>
        <source>Autoencoder Lab {version}</source>
        <translation>Autoencoder Lab {version}</translation>
    </message>
    <message>
        <source>See what an autoencoder learns: train one on handwritten digits and walk through its code space.
The program is under the MIT licence; MNIST is by Yann LeCun and Corinna Cortes, under CC BY-SA 3.0.
Its letters are Inter, by Rasmus Andersson, under the SIL Open Font License; its icons are Lucide&apos;s, ISC.</source>
        <translation>Per vedere che cosa impara un autoencoder: se ne addestra uno su cifre scritte a mano e si esplora lo spazio dei suoi codici.
Il programma è sotto licenza MIT; MNIST è di Yann LeCun e Corinna Cortes, sotto CC BY-SA 3.0.
I caratteri sono Inter, di Rasmus Andersson, sotto SIL Open Font License; le icone sono di Lucide, sotto ISC.</translation>
    </message>
    <message>
        <source>Versions and machine</source>
        <translation>Versioni e computer</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Licenze</translation>
    </message>
    <message>
        <source>Text of the licence</source>
        <translation>Testo della licenza</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versioni</translation>
    </message>
    <message>
        <source>Copy versions</source>
        <translation>Copia le versioni</translation>
    </message>
    <message>
        <source>As text, for a bug report</source>
        <translation>Come testo, per segnalare un errore</translation>
    </message>
</context>
<context>
    <name>AxesChooser</name>
    <message>
        <source>Principal axes</source>
        <translation>Assi principali</translation>
    </message>
    <message>
        <source>Raw codes</source>
        <translation>Codici grezzi</translation>
    </message>
    <message>
        <source>Axes of the plane</source>
        <translation>Assi del piano</translation>
    </message>
    <message>
        <source>The two directions in which the codes vary most, or two of their numbers</source>
        <translation>Le due direzioni in cui i codici variano di più, oppure due dei loro numeri</translation>
    </message>
    <message>
        <source>Dimension to the right</source>
        <translation>Dimensione verso destra</translation>
    </message>
    <message>
        <source>Dimension upwards</source>
        <translation>Dimensione verso l&apos;alto</translation>
    </message>
</context>
<context>
    <name>Captions</name>
    <message>
        <source>{name}, stopped in epoch {epoch}</source>
        <translation>{name}, fermata all&apos;epoca {epoch}</translation>
    </message>
    <message>
        <source>for images of {shape} pixels</source>
        <translation>per immagini di {shape} pixel</translation>
    </message>
    <message>
        <source>Nothing on show: {name} takes images of {shape} pixels</source>
        <translation>Nessuna rete mostrata: {name} accetta immagini di {shape} pixel</translation>
    </message>
    <message>
        <source>On show: {name}</source>
        <translation>Rete mostrata: {name}</translation>
    </message>
    <message>
        <source>{count:,} parameters</source>
        <translation>{count:,} parametri</translation>
    </message>
    <message>
        <source>test error {error} over {data}</source>
        <translation>errore di test {error} su {data}</translation>
    </message>
    <message>
        <source>test error {error}</source>
        <translation>errore di test {error}</translation>
    </message>
</context>
<context>
    <name>ClassColors</name>
    <message>
        <source>Colour-blind safe</source>
        <translation>Adatti ai daltonici</translation>
    </message>
    <message>
        <source>Paired (ColorBrewer)</source>
        <translation>Paired (ColorBrewer)</translation>
    </message>
    <message>
        <source>Ten colours that differ for eyes without the cones for red, for green or for blue.</source>
        <translation>Dieci colori diversi anche per occhi senza i coni del rosso, del verde o del blu.</translation>
    </message>
    <message>
        <source>Not safe: without the cones for red or for green, some of these colours look the same.</source>
        <translation>Non adatti: senza i coni del rosso o del verde, alcuni di questi colori sembrano uguali.</translation>
    </message>
</context>
<context>
    <name>ClassErrors</name>
    <message>
        <source>Error by class</source>
        <translation>Errore per classe</translation>
    </message>
    <message>
        <source>A click shows the worst images of one class alone</source>
        <translation>Un clic mostra soltanto le immagini peggiori di una classe</translation>
    </message>
</context>
<context>
    <name>ClassLegend</name>
    <message>
        <source>Show alone, or all</source>
        <translation>Mostra da sola, oppure tutte</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Rinomina…</translation>
    </message>
    <message>
        <source>Show class {name}</source>
        <translation>Mostra la classe {name}</translation>
    </message>
    <message>
        <source>Show or hide class {name}; a double click shows it alone, a right click renames it</source>
        <translation>Mostra o nasconde la classe {name}; con un doppio clic si vede da sola, con il tasto destro si rinomina</translation>
    </message>
    <message>
        <source>Rename class</source>
        <translation>Rinomina la classe</translation>
    </message>
    <message>
        <source>Name of this class</source>
        <translation>Nome di questa classe</translation>
    </message>
</context>
<context>
    <name>ClassMix</name>
    <message>
        <source>Classes</source>
        <translation>Classi</translation>
    </message>
</context>
<context>
    <name>ClassNames</name>
    <message>
        <source>Rename class</source>
        <translation>nuovo nome di una classe</translation>
    </message>
</context>
<context>
    <name>CodeInspector</name>
    <message>
        <source>Digit of this code</source>
        <translation>Cifra di questo codice</translation>
    </message>
    <message>
        <source>Mean code</source>
        <translation>Codice medio</translation>
    </message>
    <message>
        <source>Dimension {number}</source>
        <translation>Dimensione {number}</translation>
    </message>
    <message>
        <source>Back to the mean of all codes</source>
        <translation>Torna alla media di tutti i codici</translation>
    </message>
    <message>
        <source>Its numbers</source>
        <translation>I suoi numeri</translation>
    </message>
</context>
<context>
    <name>CodeTool</name>
    <message>
        <source>Move each number of a code by itself</source>
        <translation>Muovi uno alla volta i numeri di un codice</translation>
    </message>
    <message>
        <source>Sliders</source>
        <translation>Cursori</translation>
    </message>
    <message>
        <source>sliders</source>
        <translation>cursori</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Train</source>
        <translation>Addestra</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Passo</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Ferma</translation>
    </message>
    <message>
        <source>Open PCA as a network</source>
        <translation>Apri la PCA come rete</translation>
    </message>
    <message>
        <source>Save network…</source>
        <translation>Salva rete…</translation>
    </message>
    <message>
        <source>Export codes…</source>
        <translation>Esporta codici…</translation>
    </message>
    <message>
        <source>Export everything…</source>
        <translation>Esporta tutto…</translation>
    </message>
    <message>
        <source>A folder with a page that opens in any browser</source>
        <translation>Una cartella con una pagina che si apre in ogni browser</translation>
    </message>
    <message>
        <source>Data sets…</source>
        <translation>Dataset…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Esci</translation>
    </message>
    <message>
        <source>Reset settings</source>
        <translation>Ripristina impostazioni</translation>
    </message>
    <message>
        <source>Give the training on show more epochs</source>
        <translation>Dà altre epoche alla sessione mostrata</translation>
    </message>
    <message>
        <source>Train on…</source>
        <translation>Prolunga…</translation>
    </message>
    <message>
        <source>Train the network on show</source>
        <translation>Addestra la rete mostrata</translation>
    </message>
    <message>
        <source>A network, a data set in numpy arrays, or a picture of a digit</source>
        <translation>Una rete, un dataset in array di numpy o l&apos;immagine di una cifra</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>Apri file…</translation>
    </message>
    <message>
        <source>PCA with as many dimensions as the network on show</source>
        <translation>PCA con tante dimensioni quante ne ha la rete mostrata</translation>
    </message>
    <message>
        <source>A data set in IDX files, numpy arrays or pictures, or the folder of a training</source>
        <translation>Un dataset in file IDX, array di numpy o immagini, oppure la cartella di una sessione</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>Apri cartella…</translation>
    </message>
    <message>
        <source>Less motion</source>
        <translation>Meno movimento</translation>
    </message>
    <message>
        <source>Nothing slides, pulses or leaves a trail</source>
        <translation>Niente scorre, pulsa o lascia una scia</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Schermo intero</translation>
    </message>
    <message>
        <source>Make everything larger, for people who sit far away</source>
        <translation>Ingrandisce tutto, per chi siede lontano</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Ingrandisci</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Rimpicciolisci</translation>
    </message>
    <message>
        <source>Usual size</source>
        <translation>Dimensione normale</translation>
    </message>
    <message>
        <source>Forget all choices, and begin as after the installation</source>
        <translation>Dimentica tutte le scelte e ricomincia come dopo l&apos;installazione</translation>
    </message>
    <message>
        <source>Keyboard and mouse…</source>
        <translation>Tastiera e mouse…</translation>
    </message>
    <message>
        <source>About Autoencoder Lab</source>
        <translation>Informazioni su Autoencoder Lab</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Riprendi</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;File</translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation>Apri recenti</translation>
    </message>
    <message>
        <source>Open trained network</source>
        <translation>Apri rete addestrata</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Ripeti</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Modifica</translation>
    </message>
    <message>
        <source>&amp;Training</source>
        <translation>&amp;Addestramento</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Visualizza</translation>
    </message>
    <message>
        <source>Class colours</source>
        <translation>Colori delle classi</translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation>Come il sistema</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Chiaro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Scuro</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Lingua</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;iuto</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Pagine</translation>
    </message>
    <message>
        <source>Fastest</source>
        <translation>Massima</translation>
    </message>
    <message>
        <source>1 step/s</source>
        <translation>1 passo/s</translation>
    </message>
    <message>
        <source>{steps} steps/s</source>
        <translation>{steps} passi/s</translation>
    </message>
    <message>
        <source>Speed of the training</source>
        <translation>Velocità dell&apos;addestramento</translation>
    </message>
    <message>
        <source>A new training with the recipe in the panel, starting from the weights on show</source>
        <translation>Un nuovo addestramento con la ricetta del pannello, che comincia dai pesi mostrati</translation>
    </message>
    <message>
        <source>Same as the system</source>
        <translation>Come il sistema</translation>
    </message>
    <message>
        <source>From one step a second to as fast as the machine can</source>
        <translation>Da un passo al secondo a quanto può la macchina</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) a second</source>
        <translation>
            <numerusform>%n passo al secondo</numerusform>
            <numerusform>%n passi al secondo</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>Network on show</source>
        <translation>Rete mostrata</translation>
    </message>
    <message>
        <source>PCA</source>
        <translation>PCA</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>Da un file…</translation>
    </message>
    <message numerus="yes">
        <source>PCA, %n dimension(s)</source>
        <translation>
            <numerusform>PCA, %n dimensione</numerusform>
            <numerusform>PCA, %n dimensioni</numerusform>
        </translation>
    </message>
    <message>
        <source>Compare with a network</source>
        <translation>Confronta con una rete</translation>
    </message>
    <message>
        <source>{file}, trained on {data}</source>
        <translation>{file}, addestrata su {data}</translation>
    </message>
    <message>
        <source>Fitting PCA</source>
        <translation>Calcolo della PCA</translation>
    </message>
    <message>
        <source>Measuring neighbours</source>
        <translation>Misura dei vicini</translation>
    </message>
    <message>
        <source>Measuring the networks …</source>
        <translation>Misuro le reti …</translation>
    </message>
    <message>
        <source>Measuring the errors …</source>
        <translation>Misuro gli errori …</translation>
    </message>
    <message>
        <source>Reading {name} …</source>
        <translation>Leggo {name} …</translation>
    </message>
</context>
<context>
    <name>ComparisonTab</name>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Worst: {name}</source>
        <translation>Le peggiori: {name}</translation>
    </message>
    <message>
        <source>Redrawn</source>
        <translation>Ridisegnata</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Originale</translation>
    </message>
    <message>
        <source>{name}: error</source>
        <translation>{name}: errore</translation>
    </message>
    <message>
        <source>Test image {index:,}, class {name}</source>
        <translation>Immagine di test {index:,}, classe {name}</translation>
    </message>
    <message>
        <source>Test image {index:,}</source>
        <translation>Immagine di test {index:,}</translation>
    </message>
    <message>
        <source>Model on the left</source>
        <translation>Modello a sinistra</translation>
    </message>
    <message>
        <source>Model on the right</source>
        <translation>Modello a destra</translation>
    </message>
    <message>
        <source> with </source>
        <translation> con </translation>
    </message>
    <message>
        <source>Planes</source>
        <translation>Piani</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Immagini</translation>
    </message>
    <message>
        <source>The numbers are mean squared errors of the pixels as they are computed, even beyond black and white.</source>
        <translation>I numeri sono errori quadratici medi dei pixel come sono calcolati, anche oltre il nero e il bianco.</translation>
    </message>
    <message>
        <source>Test images as both models redraw them</source>
        <translation>Immagini di test come le ridisegnano i due modelli</translation>
    </message>
    <message>
        <source>Dimensions</source>
        <translation>Dimensioni</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Errori</translation>
    </message>
    <message>
        <source>Error by class</source>
        <translation>Errore per classe</translation>
    </message>
</context>
<context>
    <name>ConfigDifferences</name>
    <message>
        <source>Differences only</source>
        <translation>Solo le differenze</translation>
    </message>
    <message>
        <source>Configurations of the selected trainings</source>
        <translation>Configurazioni delle sessioni selezionate</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Preset</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Dataset</translation>
    </message>
    <message>
        <source>Images&apos; fingerprint</source>
        <translation>Impronta delle immagini</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Immagine</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parametri</translation>
    </message>
    <message>
        <source>Changed while it trained</source>
        <translation>Cambiato durante l&apos;addestramento</translation>
    </message>
    <message>
        <source>Epochs done</source>
        <translation>Epoche fatte</translation>
    </message>
    <message>
        <source>Test error</source>
        <translation>Errore di test</translation>
    </message>
    <message>
        <source>Best test error</source>
        <translation>Miglior errore di test</translation>
    </message>
    <message>
        <source>Training time</source>
        <translation>Durata</translation>
    </message>
    <message>
        <source>System</source>
        <translation>Sistema</translation>
    </message>
</context>
<context>
    <name>DataDialog</name>
    <message>
        <source>Folder of &amp;pictures…</source>
        <translation>Cartella di i&amp;mmagini…</translation>
    </message>
    <message>
        <source>Cance&amp;l</source>
        <translation>Annu&amp;lla</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>Annullamento…</translation>
    </message>
    <message>
        <source>Handwritten digits; travels with the program.</source>
        <translation>Cifre scritte a mano; incluse nel programma.</translation>
    </message>
    <message>
        <source>Made from pictures.</source>
        <translation>Ricavato da immagini.</translation>
    </message>
    <message>
        <source>One thing at a time: try again when this is done.</source>
        <translation>Una cosa alla volta: riprova quando questa è finita.</translation>
    </message>
    <message>
        <source>Looking through {name}…</source>
        <translation>Esame di {name}…</translation>
    </message>
    <message>
        <source>Downloading {title}…</source>
        <translation>Download di {title}…</translation>
    </message>
    <message>
        <source>Left out: {count:,}.</source>
        <translation>Escluse: {count:,}.</translation>
    </message>
    <message>
        <source>{name} is made of {count:,} pictures.</source>
        <translation>{name} è fatto di {count:,} immagini.</translation>
    </message>
    <message>
        <source>Makes a data set of your own pictures, with a folder for each class if there are some</source>
        <translation>Crea un dataset dalle tue immagini, con una cartella per ogni classe se ce ne sono</translation>
    </message>
    <message>
        <source>Converting {name}…</source>
        <translation>Conversione di {name}…</translation>
    </message>
    <message>
        <source>{size} MB</source>
        <translation>{size} MB</translation>
    </message>
    <message>
        <source>{size} MB for both parts of EMNIST</source>
        <translation>{size} MB per le due parti di EMNIST</translation>
    </message>
    <message>
        <source>Licence: {licence}. {size}.</source>
        <translation>Licenza: {licence}. {size}.</translation>
    </message>
    <message>
        <source>A folder of pictures, with a folder for each class if there are some</source>
        <translation>Una cartella di immagini, con una cartella per ogni classe se ce ne sono</translation>
    </message>
    <message>
        <source>Data sets</source>
        <translation>Dataset</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Avanzamento</translation>
    </message>
</context>
<context>
    <name>DataNotice</name>
    <message>
        <source>Find it…</source>
        <translation>Trovalo…</translation>
    </message>
    <message>
        <source>Open the data set that this network was trained on</source>
        <translation>Apri il dataset su cui è stata addestrata questa rete</translation>
    </message>
</context>
<context>
    <name>DatasetRow</name>
    <message>
        <source>Open</source>
        <translation>Apri</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Scarica</translation>
    </message>
</context>
<context>
    <name>DigitChooser</name>
    <message>
        <source>Others</source>
        <translation>Altre</translation>
    </message>
    <message>
        <source>Any class</source>
        <translation>Ogni classe</translation>
    </message>
    <message>
        <source>Class {label}</source>
        <translation>Classe {label}</translation>
    </message>
    <message>
        <source>Class {label}, test image {index:,}</source>
        <translation>Classe {label}, immagine di test {index:,}</translation>
    </message>
    <message>
        <source>Test image {index:,}</source>
        <translation>Immagine di test {index:,}</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Classe</translation>
    </message>
    <message>
        <source>Draw other images at random</source>
        <translation>Estrae a caso altre immagini</translation>
    </message>
    <message>
        <source>Images to choose from</source>
        <translation>Immagini tra cui scegliere</translation>
    </message>
</context>
<context>
    <name>DistanceMeter</name>
    <message>
        <source>known</source>
        <translation>noto</translation>
    </message>
    <message>
        <source>edge</source>
        <translation>margine</translation>
    </message>
    <message>
        <source>invented</source>
        <translation>inventato</translation>
    </message>
    <message>
        <source>Distance from the data</source>
        <translation>Distanza dai dati</translation>
    </message>
    <message>
        <source>The distance of the nearest image&apos;s code, in units of that code&apos;s distance to its own neighbour number {neighbour}. Up to {edge:.0f} the network has learnt what belongs here; above {far:.0f} it answers a question that it was never asked in training.</source>
        <translation>La distanza dal codice dell&apos;immagine più vicina, misurata con la distanza di quel codice dal suo vicino numero {neighbour}. Fino a {edge:.0f} la rete ha imparato che cosa c&apos;è qui; oltre {far:.0f} risponde a una domanda che l&apos;addestramento non le ha mai posto.</translation>
    </message>
    <message>
        <source>Known: there are images close by</source>
        <translation>Noto: ci sono immagini vicine</translation>
    </message>
    <message>
        <source>Edge: the nearest images are some way off</source>
        <translation>Margine: le immagini più vicine sono un po&apos; distanti</translation>
    </message>
    <message>
        <source>Invented: there are no images near here</source>
        <translation>Inventato: qui vicino non ci sono immagini</translation>
    </message>
</context>
<context>
    <name>DivergenceBars</name>
    <message>
        <source>Divergence of each number of the code</source>
        <translation>Divergenza di ogni numero del codice</translation>
    </message>
    <message>
        <source>Divergence of each number from the prior, the most used first: {sum:.1f} nats in all.</source>
        <translation>Divergenza di ogni numero dal prior, prima i più usati: {sum:.1f} nat in tutto.</translation>
    </message>
    <message>
        <source>None is dead.</source>
        <translation>Nessuno è morto.</translation>
    </message>
    <message>
        <source>Dead, {count} of {all}: {numbers}.</source>
        <translation>Morti, {count} su {all}: {numbers}.</translation>
    </message>
</context>
<context>
    <name>DrawInspector</name>
    <message>
        <source>Clear</source>
        <translation>Cancella</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>Inverti</translation>
    </message>
    <message>
        <source>As the network sees it</source>
        <translation>Come la vede la rete</translation>
    </message>
    <message>
        <source>As it draws it again</source>
        <translation>Come la ridisegna</translation>
    </message>
    <message>
        <source>How the {count} nearest codes vote: the nearer, the more a vote counts.</source>
        <translation>Come votano i {count} codici più vicini: più un codice è vicino, più il suo voto conta.</translation>
    </message>
    <message>
        <source>Draw a digit to see it as the network does, and how the network draws it again.</source>
        <translation>Disegna una cifra per vederla come la vede la rete, e come la rete la ridisegna.</translation>
    </message>
    <message>
        <source>Centred and scaled as the data set&apos;s images are</source>
        <translation>Centrata e ridimensionata come le immagini del dataset</translation>
    </message>
    <message>
        <source>A picture or a photo of a digit can be dropped on the window, too</source>
        <translation>Sulla finestra si può anche trascinare un&apos;immagine o una foto di una cifra</translation>
    </message>
    <message>
        <source>Show the network black ink on white, which it has never seen</source>
        <translation>Mostra alla rete inchiostro nero su bianco, che non ha mai visto</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Ripeti</translation>
    </message>
    <message>
        <source>The class that most neighbours vote for</source>
        <translation>La classe che ha più voti dai vicini</translation>
    </message>
    <message>
        <source>As seen, and as redrawn</source>
        <translation>Come la vede, e come la ridisegna</translation>
    </message>
</context>
<context>
    <name>DrawPad</name>
    <message>
        <source>Pad to draw a digit on</source>
        <translation>Foglio su cui disegnare una cifra</translation>
    </message>
    <message>
        <source>Arrow keys move the pen; Space puts it down, or lifts it.</source>
        <translation>Le frecce spostano la penna; Spazio la abbassa o la alza.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>cancellazione</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>immagine</translation>
    </message>
    <message>
        <source>Stroke</source>
        <translation>tratto</translation>
    </message>
    <message>
        <source>Draw a digit here</source>
        <translation>Disegna qui una cifra</translation>
    </message>
</context>
<context>
    <name>DrawPage</name>
    <message>
        <source>As the network draws it again</source>
        <translation>Come la ridisegna la rete</translation>
    </message>
    <message>
        <source>The network&apos;s copy</source>
        <translation>La copia della rete</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>Ricomincia</translation>
    </message>
    <message>
        <source>Draw a digit</source>
        <translation>Disegna una cifra</translation>
    </message>
    <message>
        <source>Where does it land on the map?</source>
        <translation>Dove va a finire sulla mappa?</translation>
    </message>
    <message>
        <source>The digits around it are</source>
        <translation>Le cifre intorno sono</translation>
    </message>
    <message>
        <source>Use your finger.</source>
        <translation>Usa il dito.</translation>
    </message>
</context>
<context>
    <name>DrawTool</name>
    <message>
        <source>Draw</source>
        <translation>Disegna</translation>
    </message>
    <message>
        <source>Draw a digit and see where it lies</source>
        <translation>Disegna una cifra e guarda dove si trova</translation>
    </message>
    <message>
        <source>yours: {name}</source>
        <translation>tua: {name}</translation>
    </message>
    <message>
        <source>yours</source>
        <translation>tua</translation>
    </message>
</context>
<context>
    <name>Engine</name>
    <message>
        <source>This program is for exploring. Autoencoder Lab trains too: it has PyTorch.</source>
        <translation>Questo programma serve a esplorare. Autoencoder Lab sa anche addestrare: ha PyTorch.</translation>
    </message>
    <message>
        <source>You can explore here, but not train. {reason}</source>
        <translation>Qui puoi esplorare, ma non addestrare. {reason}</translation>
    </message>
</context>
<context>
    <name>EpochSlider</name>
    <message>
        <source>{count} a second</source>
        <translation>{count} al secondo</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Ferma</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Riproduci</translation>
    </message>
    <message numerus="yes">
        <source>Now, %n epoch(s) kept</source>
        <translation>
            <numerusform>Ora, %n epoca conservata</numerusform>
            <numerusform>Ora, %n epoche conservate</numerusform>
        </translation>
    </message>
    <message>
        <source>Now, 1 of {stride} epochs kept</source>
        <translation>Ora, conservata 1 epoca su {stride}</translation>
    </message>
    <message>
        <source>Epoch {epoch} of {last}</source>
        <translation>Epoca {epoch} di {last}</translation>
    </message>
    <message>
        <source>Play the epochs (Ctrl+P)</source>
        <translation>Riproduce le epoche (Ctrl+P)</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Dal vivo</translation>
    </message>
    <message>
        <source>Back to the network as it is now (Ctrl+L)</source>
        <translation>Torna alla rete com&apos;è ora (Ctrl+L)</translation>
    </message>
    <message>
        <source>Trails</source>
        <translation>Scie</translation>
    </message>
    <message>
        <source>Show where the points were just now, while a network trains or is played</source>
        <translation>Mostra dov&apos;erano i punti poco fa, mentre una rete si addestra o si riproduce</translation>
    </message>
    <message>
        <source>Animated GIF…</source>
        <translation>GIF animata…</translation>
    </message>
    <message>
        <source>Numbered PNG files…</source>
        <translation>File PNG numerati…</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoca</translation>
    </message>
    <message>
        <source>Look at an earlier epoch, while training goes on. Every epoch is kept in up to 512 MB of memory, then every second one, and so on; the folder of the run has them too.</source>
        <translation>Mostra un&apos;epoca precedente mentre l&apos;addestramento prosegue. Si conserva ogni epoca, fino a 512 MB di memoria; poi una su due, e così via. Anche la cartella della sessione le contiene.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Esporta</translation>
    </message>
    <message>
        <source>The plane at every epoch that is kept, as pictures</source>
        <translation>Il piano a ogni epoca conservata, in immagini</translation>
    </message>
    <message>
        <source>How fast the epochs are played</source>
        <translation>Quanto in fretta si riproducono le epoche</translation>
    </message>
</context>
<context>
    <name>ErrorCurve</name>
    <message>
        <source>Error against the dimension of the code</source>
        <translation>Errore in funzione della dimensione del codice</translation>
    </message>
    <message>
        <source>dimensions of the code</source>
        <translation>dimensioni del codice</translation>
    </message>
    <message>
        <source>mean squared error</source>
        <translation>errore quadratico medio</translation>
    </message>
    <message>
        <source>PCA</source>
        <translation>PCA</translation>
    </message>
</context>
<context>
    <name>ErrorTable</name>
    <message>
        <source>Network</source>
        <translation>Rete</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Numeri</translation>
    </message>
    <message>
        <source>Its error</source>
        <translation>Errore</translation>
    </message>
    <message>
        <source>PCA&apos;s error</source>
        <translation>Errore della PCA</translation>
    </message>
    <message>
        <source>How many numbers the code of an image has</source>
        <translation>Quanti numeri ha il codice di un&apos;immagine</translation>
    </message>
    <message>
        <source>Errors of networks and of PCA</source>
        <translation>Errori delle reti e della PCA</translation>
    </message>
    <message>
        <source>Every network that you train becomes a row here.</source>
        <translation>Ogni rete che addestri diventa una riga qui.</translation>
    </message>
    <message>
        <source>{name} redraws better than PCA with as many numbers.</source>
        <translation>{name} ridisegna meglio della PCA con altrettanti numeri.</translation>
    </message>
    <message>
        <source>PCA redraws better than {name} with as many numbers.</source>
        <translation>La PCA ridisegna meglio di {name} con altrettanti numeri.</translation>
    </message>
    <message>
        <source>{name} redraws as well as PCA with as many numbers.</source>
        <translation>{name} ridisegna bene quanto la PCA con altrettanti numeri.</translation>
    </message>
</context>
<context>
    <name>Everything</name>
    <message>
        <source>The test images in the plane of their codes</source>
        <translation>Le immagini di test nel piano dei loro codici</translation>
    </message>
    <message>
        <source>Test images, redrawn by the network and by PCA</source>
        <translation>Immagini di test, ridisegnate dalla rete e dalla PCA</translation>
    </message>
    <message>
        <source>The loss, and the test error of each epoch</source>
        <translation>La perdita, e l&apos;errore di test di ogni epoca</translation>
    </message>
    <message>
        <source>The error against the dimension of the code</source>
        <translation>L&apos;errore in funzione della dimensione del codice</translation>
    </message>
    <message>
        <source>The layers</source>
        <translation>Gli strati</translation>
    </message>
    <message>
        <source>MNIST by Yann LeCun and Corinna Cortes, CC BY-SA 3.0.</source>
        <translation>MNIST di Yann LeCun e Corinna Cortes, CC BY-SA 3.0.</translation>
    </message>
    <message>
        <source>test error {error}</source>
        <translation>errore di test {error}</translation>
    </message>
    <message>
        <source>Shown over</source>
        <translation>Mostrata su</translation>
    </message>
    <message>
        <source>Images of {name}.</source>
        <translation>Immagini di {name}.</translation>
    </message>
</context>
<context>
    <name>ExploreInspector</name>
    <message>
        <source>Decoded digit</source>
        <translation>Cifra decodificata</translation>
    </message>
    <message>
        <source>Picked image</source>
        <translation>Immagine scelta</translation>
    </message>
    <message>
        <source>Its reconstruction</source>
        <translation>La sua ricostruzione</translation>
    </message>
    <message>
        <source>Digits drawn from the prior</source>
        <translation>Cifre estratte dalla distribuzione a priori</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Estrai</translation>
    </message>
    <message>
        <source>Draw codes from the prior, N(0, 1), and see which digits they are</source>
        <translation>Estrae codici dalla distribuzione a priori, N(0, 1), e mostra quali cifre sono</translation>
    </message>
    <message>
        <source>Nearest image, under noise</source>
        <translation>Immagine più vicina, sotto il rumore</translation>
    </message>
    <message>
        <source>As it is redrawn from under noise</source>
        <translation>Come viene ridisegnata da sotto il rumore</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Salva…</translation>
    </message>
    <message>
        <source>Save a hundred digits drawn from the prior as a picture, these among them</source>
        <translation>Salva come immagine cento cifre estratte dalla distribuzione a priori, queste comprese</translation>
    </message>
    <message>
        <source>What the network draws here</source>
        <translation>Ciò che la rete disegna qui</translation>
    </message>
    <message>
        <source>The nearest image, and how it is redrawn</source>
        <translation>L&apos;immagine più vicina, e come viene ridisegnata</translation>
    </message>
    <message>
        <source>Picked, and redrawn</source>
        <translation>Scelta, e ridisegnata</translation>
    </message>
    <message>
        <source>Drawn from the prior</source>
        <translation>Estratte dal prior</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Conservate</translation>
    </message>
    <message>
        <source>{share:.1%} of the prior is farther out</source>
        <translation>Più lontano sta il {share:.1%} del prior</translation>
    </message>
    <message>
        <source>Move the mouse over the plane, and the network draws what it imagines there.</source>
        <translation>Muovi il mouse sul piano e la rete disegna ciò che immagina in quel punto.</translation>
    </message>
    <message>
        <source>Click a point to see its image beside what the network makes of it.</source>
        <translation>Fai clic su un punto per vedere la sua immagine accanto a ciò che ne fa la rete.</translation>
    </message>
    <message>
        <source>Click between the points to keep what is drawn there.</source>
        <translation>Fai clic tra i punti per conservare ciò che vi è disegnato.</translation>
    </message>
</context>
<context>
    <name>ExplorePage</name>
    <message>
        <source>Decoded digit</source>
        <translation>Cifra decodificata</translation>
    </message>
    <message>
        <source>Digits everywhere</source>
        <translation>Cifre dappertutto</translation>
    </message>
    <message>
        <source>A map of digits</source>
        <translation>Una mappa di cifre</translation>
    </message>
    <message>
        <source>Every dot was written by hand. Touch the map!</source>
        <translation>Ogni punto è stato scritto a mano. Tocca la mappa!</translation>
    </message>
</context>
<context>
    <name>ExploreTool</name>
    <message>
        <source>Explore</source>
        <translation>Esplora</translation>
    </message>
    <message>
        <source>What the network draws under the cursor</source>
        <translation>Che cosa disegna la rete sotto il puntatore</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>conservata</translation>
    </message>
    <message>
        <source>{about}
Mean squared error {error:.4f}</source>
        <translation>{about}
Errore quadratico medio {error:.4f}</translation>
    </message>
    <message>
        <source>Test image {index:,}</source>
        <translation>Immagine di test {index:,}</translation>
    </message>
    <message>
        <source>Training image {index:,}</source>
        <translation>Immagine di addestramento {index:,}</translation>
    </message>
    <message>
        <source>Class {name}</source>
        <translation>Classe {name}</translation>
    </message>
</context>
<context>
    <name>Exports</name>
    <message>
        <source>Save path as a strip</source>
        <translation>Salva il percorso come striscia</translation>
    </message>
    <message>
        <source>Save path as a GIF</source>
        <translation>Salva il percorso come GIF</translation>
    </message>
    <message>
        <source>Save the epochs as a GIF</source>
        <translation>Salva le epoche come GIF</translation>
    </message>
    <message>
        <source>Folder for a PNG of each epoch</source>
        <translation>Cartella per un PNG di ogni epoca</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Immagine</translation>
    </message>
    <message>
        <source>Save digits drawn from the prior</source>
        <translation>Salva le cifre estratte dalla distribuzione a priori</translation>
    </message>
    <message>
        <source>Animation</source>
        <translation>Animazione</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>Disegno</translation>
    </message>
    <message>
        <source>Save curves</source>
        <translation>Salva le curve</translation>
    </message>
    <message>
        <source>Array for numpy</source>
        <translation>Array per numpy</translation>
    </message>
    <message>
        <source>Save codes</source>
        <translation>Salva i codici</translation>
    </message>
    <message>
        <source>Where to put the folder with everything</source>
        <translation>Dove mettere la cartella con tutto</translation>
    </message>
    <message>
        <source>Saved {name}: {epochs}</source>
        <translation>Salvato {name}: {epochs}</translation>
    </message>
    <message>
        <source>The plane: {epochs}</source>
        <translation>Il piano: {epochs}</translation>
    </message>
    <message>
        <source>Open the page</source>
        <translation>Apri la pagina</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Apri la cartella</translation>
    </message>
    <message>
        <source>All of it is in the folder {name}.</source>
        <translation>È tutto nella cartella {name}.</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>Salvato {name}</translation>
    </message>
    <message>
        <source>Other pictures are still being taken; try again when they are saved.</source>
        <translation>Si stanno ancora preparando altre immagini; riprova quando saranno salvate.</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>Where is {name} now?</source>
        <translation>Dov&apos;è ora {name}?</translation>
    </message>
    <message>
        <source>{place} is no longer the data set that “{run}” was trained on.</source>
        <translation>{place} non è più il dataset su cui è stata addestrata «{run}».</translation>
    </message>
    <message>
        <source>The data set of “{run}” is no longer at {place}, nor anywhere else that is known.</source>
        <translation>Il dataset di «{run}» non è più in {place}, né in un altro posto conosciuto.</translation>
    </message>
    <message>
        <source>Find it…</source>
        <translation>Trovalo…</translation>
    </message>
    <message>
        <source>{folder} is another data set than {name}: {difference}.</source>
        <translation>{folder} è un dataset diverso da {name}: {difference}.</translation>
    </message>
    <message>
        <source>Open it all the same</source>
        <translation>Aprilo comunque</translation>
    </message>
</context>
<context>
    <name>FlowStrip</name>
    <message>
        <source>From image to code and back</source>
        <translation>Dall&apos;immagine al codice e ritorno</translation>
    </message>
    <message>
        <source>A picture goes in on the left. Each layer answers, blue above zero and red below. The code in the middle is all that is left of the picture; from it alone the decoder draws the picture on the right. Click a layer to look into it.</source>
        <translation>A sinistra entra un&apos;immagine. Ogni strato risponde, in blu sopra lo zero e in rosso sotto. Il codice al centro è tutto ciò che resta dell&apos;immagine: solo da quello il decoder disegna l&apos;immagine a destra. Fai clic su uno strato per guardarci dentro.</translation>
    </message>
    <message>
        <source>No network is on show.</source>
        <translation>Nessuna rete è mostrata.</translation>
    </message>
</context>
<context>
    <name>GuidePanel</name>
    <message>
        <source>Back</source>
        <translation>Indietro</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Avanti</translation>
    </message>
    <message>
        <source>Step {number} of {count}</source>
        <translation>Passo {number} di {count}</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Fine</translation>
    </message>
    <message>
        <source>Step of the guide</source>
        <translation>Passo della guida</translation>
    </message>
    <message>
        <source>Text of the step</source>
        <translation>Testo del passo</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
</context>
<context>
    <name>ImageGrid</name>
    <message>
        <source>Pictures</source>
        <translation>Immagini</translation>
    </message>
</context>
<context>
    <name>KeptStrip</name>
    <message>
        <source>Kept</source>
        <translation>Conservate</translation>
    </message>
    <message>
        <source>Kept image {number:,}</source>
        <translation>Immagine conservata {number:,}</translation>
    </message>
    <message>
        <source>Keep image</source>
        <translation>immagine conservata</translation>
    </message>
    <message>
        <source>Drop image</source>
        <translation>immagine tolta</translation>
    </message>
</context>
<context>
    <name>KioskWindow</name>
    <message>
        <source>Touch to explore</source>
        <translation>Tocca per esplorare</translation>
    </message>
    <message>
        <source>Whole map</source>
        <translation>Tutta la mappa</translation>
    </message>
    <message>
        <source>The digits to train with cannot be read.</source>
        <translation>Non si possono leggere le cifre per l&apos;addestramento.</translation>
    </message>
    <message>
        <source>Starting …</source>
        <translation>Avvio …</translation>
    </message>
    <message>
        <source>That did not work. Try once more.</source>
        <translation>Non ha funzionato. Riprova.</translation>
    </message>
    <message>
        <source>yours</source>
        <translation>tua</translation>
    </message>
    <message>
        <source>Explore</source>
        <translation>Esplora</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>Disegna</translation>
    </message>
    <message>
        <source>Train a network</source>
        <translation>Addestra una rete</translation>
    </message>
    <message>
        <source>This program came without what training needs.</source>
        <translation>A questo programma manca ciò che serve per addestrare.</translation>
    </message>
</context>
<context>
    <name>LatentFlow</name>
    <message>
        <source>Your drawing</source>
        <translation>Il tuo disegno</translation>
    </message>
    <message>
        <source>{name} + noise</source>
        <translation>{name} + rumore</translation>
    </message>
    <message>
        <source>Test image {index:,}</source>
        <translation>Immagine di test {index:,}</translation>
    </message>
    <message>
        <source>Training image {index:,}</source>
        <translation>Immagine di addestramento {index:,}</translation>
    </message>
    <message>
        <source>Redrawn, error {error}</source>
        <translation>Ridisegnata, errore {error}</translation>
    </message>
    <message>
        <source>Its code</source>
        <translation>Il suo codice</translation>
    </message>
    <message>
        <source>Nearest real image: {name} (no. {index:,})</source>
        <translation>Immagine vera più vicina: {name} (n. {index:,})</translation>
    </message>
    <message>
        <source>Nearest real image: no. {index:,}</source>
        <translation>Immagine vera più vicina: n. {index:,}</translation>
    </message>
    <message>
        <source>Chosen code</source>
        <translation>Codice scelto</translation>
    </message>
    <message>
        <source>What the network draws here</source>
        <translation>Ciò che la rete disegna qui</translation>
    </message>
</context>
<context>
    <name>LatentTab</name>
    <message>
        <source>What the decoder draws everywhere, behind the points</source>
        <translation>Che cosa disegna il decoder dappertutto, dietro ai punti</translation>
    </message>
    <message>
        <source>Grid of digits</source>
        <translation>Griglia di cifre</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Nomi</translation>
    </message>
    <message>
        <source>Show the training digits too</source>
        <translation>Mostra anche le cifre di addestramento</translation>
    </message>
    <message>
        <source>The name of each class, in the middle of its points</source>
        <translation>Il nome di ogni classe, in mezzo ai suoi punti</translation>
    </message>
    <message>
        <source>All digits</source>
        <translation>Tutte</translation>
    </message>
    <message>
        <source>From where noisy digits are encoded to where their redrawn copies are</source>
        <translation>Da dove sono codificate le cifre rumorose a dove stanno le loro copie ridisegnate</translation>
    </message>
    <message>
        <source>Noise arrows</source>
        <translation>Frecce del rumore</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Adatta</translation>
    </message>
    <message>
        <source>Show all points</source>
        <translation>Mostra tutti i punti</translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation>Deseleziona tutto</translation>
    </message>
    <message>
        <source>Show all digits alike again</source>
        <translation>Mostra di nuovo tutte le cifre allo stesso modo</translation>
    </message>
</context>
<context>
    <name>LayerDiagram</name>
    <message>
        <source>Layers</source>
        <translation>Strati</translation>
    </message>
</context>
<context>
    <name>LeftOutButton</name>
    <message>
        <source>What is &amp;left out…</source>
        <translation>Che cosa è esc&amp;luso…</translation>
    </message>
    <message>
        <source>Every file that was left out and why, in a list that can be copied</source>
        <translation>Ogni file escluso e perché, in un elenco che si può copiare</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Esclusi</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copia</translation>
    </message>
</context>
<context>
    <name>LookingBack</name>
    <message>
        <source>When you were last here, “{name}” was on show.</source>
        <translation>L&apos;ultima volta si vedeva «{name}».</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Apri</translation>
    </message>
    <message>
        <source>The training “{name}” was interrupted after epoch {epoch} of {epochs}.</source>
        <translation>La sessione «{name}» si è interrotta dopo l&apos;epoca {epoch} di {epochs}.</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Riprendi</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Lascia perdere</translation>
    </message>
    <message>
        <source>Another one was, too.</source>
        <translation>Se n&apos;è interrotta anche un&apos;altra.</translation>
    </message>
    <message>
        <source>Others were, too.</source>
        <translation>Se ne sono interrotte anche altre.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Mostra tutti</translation>
    </message>
</context>
<context>
    <name>LossCanvas</name>
    <message>
        <source>mean squared error</source>
        <translation>errore quadratico medio</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>epoca</translation>
    </message>
    <message>
        <source>Loss curves</source>
        <translation>Curve della perdita</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Adatta</translation>
    </message>
</context>
<context>
    <name>LossPlot</name>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Adatta</translation>
    </message>
    <message>
        <source>divergence, nats an image</source>
        <translation>divergenza, nat per immagine</translation>
    </message>
    <message>
        <source>off</source>
        <translation>no</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>Media mobile</translation>
    </message>
    <message>
        <source>How many of the last steps the strong curve averages: at most a tenth of all steps so far</source>
        <translation>Quanti degli ultimi passi media la curva marcata: al massimo un decimo di tutti i passi fatti finora</translation>
    </message>
    <message>
        <source>A logarithmic axis shows small errors as well as large ones</source>
        <translation>Un asse logaritmico mostra gli errori piccoli quanto i grandi</translation>
    </message>
    <message>
        <source>Show the whole run and follow it (Home)</source>
        <translation>Mostra tutto l&apos;addestramento e lo segue (Home)</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Loading …</source>
        <translation>Caricamento …</translation>
    </message>
    <message>
        <source>The new language appears when the program is started again.</source>
        <translation>La lingua cambierà al prossimo avvio del programma.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>All settings are as they were at first.</source>
        <translation>Tutte le impostazioni sono come all&apos;inizio.</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>Undo</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>PCA is still being fitted.</source>
        <translation>Il calcolo della PCA non è finito.</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
</context>
<context>
    <name>NetworkFiles</name>
    <message>
        <source>Autoencoder Lab network</source>
        <translation>Rete di Autoencoder Lab</translation>
    </message>
    <message>
        <source>State dict of torch</source>
        <translation>State dict di torch</translation>
    </message>
    <message>
        <source>ONNX, for other programs</source>
        <translation>ONNX, per altri programmi</translation>
    </message>
    <message>
        <source>Save network</source>
        <translation>Salva rete</translation>
    </message>
</context>
<context>
    <name>NetworkTab</name>
    <message>
        <source>Units of the layer</source>
        <translation>Unità dello strato</translation>
    </message>
    <message>
        <source>Another image</source>
        <translation>Un&apos;altra immagine</translation>
    </message>
    <message>
        <source>By firing</source>
        <translation>Per accensione</translation>
    </message>
    <message>
        <source>Class {name}</source>
        <translation>Classe {name}</translation>
    </message>
    <message>
        <source>{count:,} parameters</source>
        <translation>{count:,} parametri</translation>
    </message>
    <message>
        <source>Its units are the pixels of the image.</source>
        <translation>Le sue unità sono i pixel dell&apos;immagine.</translation>
    </message>
    <message>
        <source>Unit {unit:,}
Activation {activation:.3f}
Bias {bias:.3f}
Length of its weights {norm:.3f}</source>
        <translation>Unità {unit:,}
Attivazione {activation:.3f}
Bias {bias:.3f}
Norma dei suoi pesi {norm:.3f}</translation>
    </message>
    <message>
        <source>Map {unit:,}
Mean activation {activation:.3f}
Bias {bias:.3f}
Length of its weights {norm:.3f}</source>
        <translation>Mappa {unit:,}
Attivazione media {activation:.3f}
Bias {bias:.3f}
Lunghezza dei pesi {norm:.3f}</translation>
    </message>
    <message>
        <source>Feature maps</source>
        <translation>Mappe</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Codice</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Uscita</translation>
    </message>
    <message>
        <source>Encoder {number}</source>
        <translation>Encoder {number}</translation>
    </message>
    <message>
        <source>Decoder {number}</source>
        <translation>Decoder {number}</translation>
    </message>
    <message>
        <source>{name}: feature maps, {count:,} of {size}, each with {inputs:,} weights and a bias</source>
        <translation>{name}: mappe, {count:,} di {size}, ognuna con {inputs:,} pesi e un bias</translation>
    </message>
    <message numerus="yes">
        <source>{name}: %Ln unit(s), each with {inputs:,} weights and a bias</source>
        <translation>
            <numerusform>{name}: %Ln unità, con {inputs:,} pesi e un bias</numerusform>
            <numerusform>{name}: %Ln unità, ognuna con {inputs:,} pesi e un bias</numerusform>
        </translation>
    </message>
    <message>
        <source>What each map answers to the image, place by place: blue above zero, red below.</source>
        <translation>Che cosa risponde ogni mappa all&apos;immagine, punto per punto: blu sopra lo zero, rosso sotto.</translation>
    </message>
    <message>
        <source>What one number of each map adds to the image, if the layers after it were linear.</source>
        <translation>Che cosa aggiunge all&apos;immagine un numero di ogni mappa, se gli strati dopo fossero lineari.</translation>
    </message>
    <message>
        <source>What each map looks for, wherever it is, if the layers before it were linear.</source>
        <translation>Che cosa cerca ogni mappa, ovunque sia, se gli strati prima fossero lineari.</translation>
    </message>
    <message>
        <source>What each unit adds to the image: its weights in the last layer.</source>
        <translation>Che cosa aggiunge ogni unità all&apos;immagine: i suoi pesi nell&apos;ultimo strato.</translation>
    </message>
    <message>
        <source>What each unit adds to the image, if the layers after it were linear.</source>
        <translation>Che cosa aggiungerebbe ogni unità all&apos;immagine, se gli strati successivi fossero lineari.</translation>
    </message>
    <message>
        <source>The height of a bar grows with the square root of its number of units.</source>
        <translation>L&apos;altezza di una barra cresce con la radice quadrata delle sue unità.</translation>
    </message>
    <message>
        <source>What each unit looks for: its weights, blue where ink raises its answer, red where ink lowers it.</source>
        <translation>Che cosa cerca ogni unità: i suoi pesi, blu dove l&apos;inchiostro ne alza la risposta, rosso dove la abbassa.</translation>
    </message>
    <message>
        <source>What each unit looks for, if the layers before it were linear.</source>
        <translation>Che cosa cercherebbe ogni unità, se gli strati precedenti fossero lineari.</translation>
    </message>
    <message>
        <source>Looks for</source>
        <translation>Che cosa cerca</translation>
    </message>
    <message>
        <source>Draws</source>
        <translation>Che cosa disegna</translation>
    </message>
    <message>
        <source>Pictures of the units</source>
        <translation>Immagini delle unità</translation>
    </message>
    <message>
        <source>The way from the image to a unit, or from it to the image</source>
        <translation>La via dall&apos;immagine a un&apos;unità, o da questa all&apos;immagine</translation>
    </message>
    <message>
        <source>By number</source>
        <translation>Per numero</translation>
    </message>
    <message>
        <source>By activation</source>
        <translation>Per attivazione</translation>
    </message>
    <message>
        <source>Order of the units</source>
        <translation>Ordine delle unità</translation>
    </message>
    <message>
        <source>Test image</source>
        <translation>Immagine di test</translation>
    </message>
    <message>
        <source>The test image that the layers answer to</source>
        <translation>L&apos;immagine di test a cui rispondono gli strati</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Strati</translation>
    </message>
</context>
<context>
    <name>NoiseSlider</name>
    <message>
        <source>Noise</source>
        <translation>Rumore</translation>
    </message>
    <message>
        <source>Lays noise on the picture before the network sees it: of the kind that the network was trained under, or Gaussian</source>
        <translation>Mette del rumore sull&apos;immagine prima che la rete la veda: del tipo con cui la rete è stata addestrata, oppure gaussiano</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>Stop the training first: what it has learnt stays on show.</source>
        <translation>Ferma prima l&apos;addestramento: ciò che ha imparato resta mostrato.</translation>
    </message>
    <message>
        <source>{name} is on the pad</source>
        <translation>{name} è sul foglio da disegno</translation>
    </message>
    <message>
        <source>Opened {name}</source>
        <translation>Aperta {name}</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>Salvato {name}</translation>
    </message>
    <message>
        <source>No network has been trained on {name} yet: this is PCA, which needs no training.</source>
        <translation>Nessuna rete è stata ancora addestrata su {name}: questa è la PCA, che non ha bisogno di addestramento.</translation>
    </message>
    <message>
        <source>Open file</source>
        <translation>Apri file</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Apri cartella</translation>
    </message>
    <message>
        <source>Opened {name}, and {data}, which it was trained on</source>
        <translation>Aperta {name}, e {data}, su cui è stata addestrata</translation>
    </message>
    <message>
        <source>There are several data sets in {name}. Which one?</source>
        <translation>In {name} ci sono più dataset. Quale?</translation>
    </message>
    <message>
        <source>Press Train to make one.</source>
        <translation>Premi Addestra per crearne una.</translation>
    </message>
    <message>
        <source>Train on {name}</source>
        <translation>Addestra su {name}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Apri</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>over {count:,} images</source>
        <translation>su {count:,} immagini</translation>
    </message>
</context>
<context>
    <name>PastEpochs</name>
    <message>
        <source>Epoch</source>
        <translation>Epoca</translation>
    </message>
    <message>
        <source>Before the first digit: noise</source>
        <translation>Prima della prima cifra: rumore</translation>
    </message>
    <message>
        <source>After seeing every digit once</source>
        <translation>Dopo aver visto ogni cifra una volta</translation>
    </message>
    <message>
        <source>After seeing every digit {count} times</source>
        <translation>Dopo aver visto ogni cifra {count} volte</translation>
    </message>
</context>
<context>
    <name>PathInspector</name>
    <message>
        <source>Frame of the path</source>
        <translation>Fotogramma del percorso</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Riproduci</translation>
    </message>
    <message>
        <source>Strip…</source>
        <translation>Striscia…</translation>
    </message>
    <message>
        <source>GIF…</source>
        <translation>GIF…</translation>
    </message>
    <message>
        <source>Click where the path is to begin, on a digit or between them.</source>
        <translation>Fai clic dove il percorso deve iniziare, su una cifra o tra le cifre.</translation>
    </message>
    <message>
        <source>Now click where it is to end.</source>
        <translation>Ora fai clic dove deve finire.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Frame {frame} of {count}</source>
        <translation>Fotogramma {frame} di {count}</translation>
    </message>
    <message>
        <source>Frame {frame}</source>
        <translation>Fotogramma {frame}</translation>
    </message>
    <message>
        <source>Straight</source>
        <translation>In linea retta</translation>
    </message>
    <message>
        <source>Near the data</source>
        <translation>Vicino ai dati</translation>
    </message>
    <message>
        <source>Route of the path</source>
        <translation>Tragitto del percorso</translation>
    </message>
    <message>
        <source>In a straight line, or through places where there are digits</source>
        <translation>In linea retta, oppure passando dove ci sono cifre</translation>
    </message>
    <message>
        <source>Number of frames</source>
        <translation>Numero di fotogrammi</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Fotogramma</translation>
    </message>
    <message>
        <source>Frame before</source>
        <translation>Fotogramma precedente</translation>
    </message>
    <message>
        <source>Next frame</source>
        <translation>Fotogramma successivo</translation>
    </message>
    <message>
        <source>Save all frames side by side, as PNG</source>
        <translation>Salva tutti i fotogrammi affiancati, come PNG</translation>
    </message>
    <message>
        <source>Save all frames as an animated GIF</source>
        <translation>Salva tutti i fotogrammi come GIF animata</translation>
    </message>
    <message>
        <source>Frames of the path</source>
        <translation>Fotogrammi del percorso</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Fotogrammi</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Tragitto</translation>
    </message>
    <message>
        <source>On the way</source>
        <translation>Lungo il percorso</translation>
    </message>
    <message>
        <source>From one place to another</source>
        <translation>Da un punto a un altro</translation>
    </message>
</context>
<context>
    <name>PathTool</name>
    <message>
        <source>Path</source>
        <translation>Percorso</translation>
    </message>
    <message>
        <source>What the network draws on the way from one place to another</source>
        <translation>Che cosa disegna la rete andando da un punto a un altro</translation>
    </message>
    <message>
        <source>Set end of path</source>
        <translation>estremo di un percorso</translation>
    </message>
</context>
<context>
    <name>PicturePage</name>
    <message>
        <source>Pictures as they will be</source>
        <translation>Le immagini come saranno</translation>
    </message>
    <message>
        <source>&amp;Invert (the background should be black)</source>
        <translation>In&amp;verti (lo sfondo dovrebbe essere nero)</translation>
    </message>
    <message>
        <source>&amp;Convert</source>
        <translation>&amp;Converti</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Indietro</translation>
    </message>
    <message>
        <source>Name of the data set</source>
        <translation>Nome del dataset</translation>
    </message>
    <message>
        <source> pixels</source>
        <translation> pixel</translation>
    </message>
    <message>
        <source>S&amp;tretch all alike ({levels})</source>
        <translation>Es&amp;tendi tutte allo stesso modo ({levels})</translation>
    </message>
    <message>
        <source>Side of the square images</source>
        <translation>Lato delle immagini quadrate</translation>
    </message>
    <message>
        <source>How the folders are read</source>
        <translation>Come si leggono le cartelle</translation>
    </message>
    <message>
        <source>The least value of all pictures becomes black and the greatest white, in each picture alike</source>
        <translation>Il valore minimo di tutte le immagini diventa nero e il massimo bianco, in ogni immagine allo stesso modo</translation>
    </message>
    <message>
        <source>Makes a data set of small grey images; the pictures stay as they are</source>
        <translation>Crea un dataset di piccole immagini grigie; le originali restano come sono</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Nome</translation>
    </message>
    <message>
        <source>&amp;Folders</source>
        <translation>Cartel&amp;le</translation>
    </message>
    <message>
        <source>&amp;Side</source>
        <translation>La&amp;to</translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s)</source>
        <translation>
            <numerusform>%Ln immagine</numerusform>
            <numerusform>%Ln immagini</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n class(es)</source>
        <translation>
            <numerusform>in %n classe</numerusform>
            <numerusform>in %n classi</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln other file(s) are left out.</source>
        <translation>
            <numerusform>%Ln altro file è tralasciato.</numerusform>
            <numerusform>%Ln altri file sono tralasciati.</numerusform>
        </translation>
    </message>
    <message>
        <source>from {least} to {most}</source>
        <translation>da {least} a {most}</translation>
    </message>
    <message>
        <source>{train:,} to train on, {test:,} to test with.</source>
        <translation>{train:,} per l&apos;addestramento, {test:,} per il test.</translation>
    </message>
    <message>
        <source>One of {share} of each class is held back to test with.</source>
        <translation>Una su {share} di ogni classe è tenuta da parte per il test.</translation>
    </message>
</context>
<context>
    <name>PlaneChoice</name>
    <message>
        <source>True scale</source>
        <translation>Scala reale</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>Ruota</translation>
    </message>
    <message>
        <source>Equal distances everywhere, but then most digits lie in one spot</source>
        <translation>Distanze uguali ovunque, ma così la maggior parte delle cifre sta in un solo punto</translation>
    </message>
    <message>
        <source>Drag to turn the three dimensions; switched off, you see the two that vary most</source>
        <translation>Trascina per ruotare le tre dimensioni; se è spento, vedi le due che variano di più</translation>
    </message>
    <message>
        <source>Axes</source>
        <translation>Assi</translation>
    </message>
    <message>
        <source>The plane&apos;s two directions, with numbers at true scale</source>
        <translation>Le due direzioni del piano, con i numeri quando è in scala reale</translation>
    </message>
    <message>
        <source>Placing the training digits …</source>
        <translation>Sistemo le cifre di addestramento …</translation>
    </message>
    <message>
        <source>code {number}</source>
        <translation>codice {number}</translation>
    </message>
    <message>
        <source>This plane holds {share:.0%} of the variance; the other {count} numbers are at their mean</source>
        <translation>Questo piano contiene il {share:.0%} della varianza; gli altri {count} numeri sono alla loro media</translation>
    </message>
    <message>
        <source>This plane holds {share:.0%} of the variance; the other number is at its mean</source>
        <translation>Questo piano contiene il {share:.0%} della varianza; l&apos;altro numero è alla sua media</translation>
    </message>
    <message>
        <source>code 1</source>
        <translation>codice 1</translation>
    </message>
    <message>
        <source>code 2</source>
        <translation>codice 2</translation>
    </message>
    <message>
        <source>Hills: how many digits have each number; below: what the network draws there</source>
        <translation>Colline: quante cifre hanno ciascun numero; sotto: che cosa vi disegna la rete</translation>
    </message>
    <message>
        <source>principal axis 1</source>
        <translation>asse principale 1</translation>
    </message>
    <message>
        <source>principal axis 2</source>
        <translation>asse principale 2</translation>
    </message>
    <message>
        <source>Drag to turn it</source>
        <translation>Trascina per ruotarlo</translation>
    </message>
    <message>
        <source>This plane holds {share:.0%} of the variance of {count} dimensions</source>
        <translation>Questo piano contiene il {share:.0%} della varianza di {count} dimensioni</translation>
    </message>
    <message>
        <source>The middle is enlarged</source>
        <translation>Il centro è ingrandito</translation>
    </message>
</context>
<context>
    <name>PointPlane</name>
    <message>
        <source>Arrow keys move the probe, with Ctrl the plane; plus and minus zoom. Enter clicks at the probe, Space on the nearest point. Home shows all points.</source>
        <translation>Le frecce spostano la sonda, con Ctrl il piano; più e meno ingrandiscono e riducono. Invio fa clic sulla sonda, Spazio sul punto più vicino. Home mostra tutti i punti.</translation>
    </message>
    <message>
        <source>Code plane</source>
        <translation>Piano dei codici</translation>
    </message>
    <message>
        <source>At {x:.2f}, {y:.2f}; the nearest point, {index}, is of class {name}.</source>
        <translation>In ({x:.2f}; {y:.2f}); il punto più vicino, {index}, è della classe {name}.</translation>
    </message>
    <message>
        <source>At {x:.2f}, {y:.2f}; the nearest point is {index}.</source>
        <translation>In {x:.2f}, {y:.2f}; il punto più vicino è {index}.</translation>
    </message>
    <message numerus="yes">
        <source>%n point(s).</source>
        <translation>
            <numerusform>%n punto.</numerusform>
            <numerusform>%n punti.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Recent</name>
    <message>
        <source>It is not there now: {path}</source>
        <translation>Ora non c&apos;è: {path}</translation>
    </message>
    <message>
        <source>Nothing has been opened or saved yet</source>
        <translation>Non si è ancora aperto né salvato nulla</translation>
    </message>
    <message>
        <source>Clear list</source>
        <translation>Svuota l&apos;elenco</translation>
    </message>
</context>
<context>
    <name>RunCurves</name>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation>Perdita di addestramento</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Adatta</translation>
    </message>
    <message>
        <source>nats an image</source>
        <translation>nat per immagine</translation>
    </message>
    <message>
        <source>mean squared error</source>
        <translation>errore quadratico medio</translation>
    </message>
    <message>
        <source>Select one or more trainings to see their curves.</source>
        <translation>Seleziona una o più sessioni per vederne le curve.</translation>
    </message>
    <message>
        <source>Test error</source>
        <translation>Errore di test</translation>
    </message>
    <message>
        <source>Divergence</source>
        <translation>Divergenza</translation>
    </message>
    <message>
        <source>What the curves show</source>
        <translation>Che cosa mostrano le curve</translation>
    </message>
    <message>
        <source>Of variational trainings also how far the codes of the test images are from the prior</source>
        <translation>Degli addestramenti variazionali anche quanto i codici delle immagini di test sono lontani dal prior</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>epoca</translation>
    </message>
    <message>
        <source>step</source>
        <translation>passo</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>minuti</translation>
    </message>
    <message>
        <source>Draw the curves by</source>
        <translation>Disegna le curve per</translation>
    </message>
    <message>
        <source>A thin curve of each epoch&apos;s mean training loss, where that is an error</source>
        <translation>Una curva sottile della perdita media di ogni epoca, dove è un errore</translation>
    </message>
    <message>
        <source>Curves of the selected trainings</source>
        <translation>Curve delle sessioni selezionate</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Per</translation>
    </message>
</context>
<context>
    <name>RunFiles</name>
    <message>
        <source>“{name}” is in the trash.</source>
        <translation>«{name}» è nel cestino.</translation>
    </message>
    <message numerus="yes">
        <source>%n training(s) moved to the trash.</source>
        <translation>
            <numerusform>%n sessione spostata nel cestino.</numerusform>
            <numerusform>%n sessioni spostate nel cestino.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunTable</name>
    <message>
        <source>Past trainings</source>
        <translation>Sessioni passate</translation>
    </message>
    <message>
        <source>running</source>
        <translation>in corso</translation>
    </message>
    <message>
        <source>done</source>
        <translation>completata</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>fermata</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>interrotta</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>non riuscita</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Dati</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Strati</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>{done:,} of {all:,}</source>
        <translation>{done:,} di {all:,}</translation>
    </message>
    <message>
        <source>Test error</source>
        <translation>Errore di test</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Durata</translation>
    </message>
    <message>
        <source>Began</source>
        <translation>Inizio</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stato</translation>
    </message>
</context>
<context>
    <name>RunsTab</name>
    <message>
        <source>Open</source>
        <translation>Apri</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Riprendi</translation>
    </message>
    <message>
        <source>Train on…</source>
        <translation>Prolunga…</translation>
    </message>
    <message>
        <source>Duplicate…</source>
        <translation>Duplica…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Esporta</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Elimina</translation>
    </message>
    <message>
        <source>Move to the trash (Delete)</source>
        <translation>Sposta nel cestino (Canc)</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>stella</translation>
    </message>
    <message>
        <source>Rename training</source>
        <translation>nuovo nome di una sessione</translation>
    </message>
    <message>
        <source>Curves…</source>
        <translation>Curve…</translation>
    </message>
    <message>
        <source>Network…</source>
        <translation>Rete…</translation>
    </message>
    <message>
        <source>Write its curves or its network to a file</source>
        <translation>Scrive in un file le sue curve o la sua rete</translation>
    </message>
    <message>
        <source>Search names, notes, data, layers …</source>
        <translation>Cerca in nomi, note, dati, strati …</translation>
    </message>
    <message>
        <source>Nothing has been trained yet. Press Train (F5): every training is kept here.</source>
        <translation>Non si è ancora addestrato nulla. Premi Addestra (F5): ogni sessione si conserva qui.</translation>
    </message>
    <message>
        <source>Show it in every tab (Enter)</source>
        <translation>La mostra in ogni scheda (Invio)</translation>
    </message>
    <message>
        <source>Go on until its last epoch</source>
        <translation>Continua fino all&apos;ultima epoca</translation>
    </message>
    <message>
        <source>Give it more epochs than planned</source>
        <translation>Le dà più epoche di quelle previste</translation>
    </message>
    <message>
        <source>Change its recipe and train again</source>
        <translation>Ne cambia la ricetta e addestra di nuovo</translation>
    </message>
    <message>
        <source>Delete trainings</source>
        <translation>eliminazione di sessioni</translation>
    </message>
    <message>
        <source>Delete training</source>
        <translation>eliminazione di una sessione</translation>
    </message>
    <message>
        <source>Search past trainings</source>
        <translation>Cerca tra le sessioni passate</translation>
    </message>
    <message>
        <source>What you want to remember about this training</source>
        <translation>Che cosa vuoi ricordare di questa sessione</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>Configurazione</translation>
    </message>
</context>
<context>
    <name>Scenes</name>
    <message>
        <source>Your training is not saved yet: this step is possible once it has ended.</source>
        <translation>Il tuo addestramento non è ancora salvato: questo passo è possibile quando sarà finito.</translation>
    </message>
    <message>
        <source>What training needs is being loaded …</source>
        <translation>Carico quello che serve ad addestrare …</translation>
    </message>
    <message>
        <source>Found: of the digits around it, {four:.0%} are a 4 and {nine:.0%} are a 9.</source>
        <translation>Trovato: delle cifre intorno, il {four:.0%} sono 4 e il {nine:.0%} sono 9.</translation>
    </message>
    <message>
        <source>Not here: of the digits around it, {share:.0%} are a {name}.</source>
        <translation>Non qui: delle cifre intorno, il {share:.0%} sono {name}.</translation>
    </message>
</context>
<context>
    <name>SeedLine</name>
    <message>
        <source>New seed</source>
        <translation>Nuovo seme</translation>
    </message>
    <message>
        <source>Draw a seed at random</source>
        <translation>Estrae un seme a caso</translation>
    </message>
</context>
<context>
    <name>SelectInspector</name>
    <message>
        <source>Clear</source>
        <translation>Cancella</translation>
    </message>
    <message>
        <source>Decoded mean of their codes</source>
        <translation>Media dei loro codici, decodificata</translation>
    </message>
    <message>
        <source>Draw around points of the plane to see their classes and their mean.</source>
        <translation>Traccia un contorno attorno ai punti del piano per vedere le loro classi e la loro media.</translation>
    </message>
    <message>
        <source>Images: {count:,}</source>
        <translation>Immagini: {count:,}</translation>
    </message>
    <message>
        <source>Class {name}, no. {index:,}</source>
        <translation>Classe {name}, n. {index:,}</translation>
    </message>
    <message>
        <source>No. {index:,}</source>
        <translation>N. {index:,}</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>Rettangolo</translation>
    </message>
    <message>
        <source>Drag a rectangle over the plane</source>
        <translation>Trascina un rettangolo sul piano</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>Lazo</translation>
    </message>
    <message>
        <source>Drag around points in any shape</source>
        <translation>Trascina attorno a punti in qualsiasi forma</translation>
    </message>
    <message>
        <source>Select nothing (Esc)</source>
        <translation>Deseleziona tutto (Esc)</translation>
    </message>
    <message>
        <source>Mean of the images</source>
        <translation>Media delle immagini</translation>
    </message>
    <message>
        <source>Selected images</source>
        <translation>Immagini selezionate</translation>
    </message>
    <message>
        <source>Mean code</source>
        <translation>Codice medio</translation>
    </message>
    <message>
        <source>Mean image</source>
        <translation>Immagine media</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>Selezione</translation>
    </message>
</context>
<context>
    <name>SelectTool</name>
    <message>
        <source>Select</source>
        <translation>Seleziona</translation>
    </message>
    <message>
        <source>Which digits lie in a part of the plane</source>
        <translation>Quali cifre stanno in una parte del piano</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>selezione</translation>
    </message>
</context>
<context>
    <name>SelfPlay</name>
    <message>
        <source>move the mouse</source>
        <translation>muovi il mouse</translation>
    </message>
</context>
<context>
    <name>SettingsPanel</name>
    <message>
        <source>No CUDA GPU has been found.</source>
        <translation>Non è stata trovata alcuna GPU CUDA.</translation>
    </message>
    <message>
        <source>{train:,} training and {test:,} test images of {height}&#xa0;×&#xa0;{width} pixels</source>
        <translation>{train:,} immagini di addestramento e {test:,} di test, di {height}&#xa0;×&#xa0;{width} pixel</translation>
    </message>
    <message>
        <source>{layers}, {count:,}&#xa0;parameters</source>
        <translation>{layers}, {count:,}&#xa0;parametri</translation>
    </message>
    <message>
        <source>Its images of {height}&#xa0;×&#xa0;{width} pixels are not here: nothing can be trained.</source>
        <translation>Le sue immagini di {height}&#xa0;×&#xa0;{width} pixel non sono qui: non si può addestrare nulla.</translation>
    </message>
    <message>
        <source>In training</source>
        <translation>In addestramento</translation>
    </message>
    <message>
        <source>Next training</source>
        <translation>Prossimo addestramento</translation>
    </message>
    <message>
        <source>Choose preset</source>
        <translation>scelta di un preset</translation>
    </message>
    <message>
        <source>A recipe of your own.</source>
        <translation>Una ricetta personale.</translation>
    </message>
    <message>
        <source>More data sets…</source>
        <translation>Altri dataset…</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Preset</translation>
    </message>
    <message>
        <source>A network and its recipe, ready to train</source>
        <translation>Una rete e la sua ricetta, pronte per l&apos;addestramento</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Dataset</translation>
    </message>
    <message>
        <source>The images to learn</source>
        <translation>Le immagini da imparare</translation>
    </message>
    <message>
        <source>More of the recipe</source>
        <translation>Altro della ricetta</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Altro</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>Apri cartella…</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>Apri file…</translation>
    </message>
    <message>
        <source>Picture of the plane of this preset</source>
        <translation>Immagine del piano di questo preset</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Rete</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Ricetta</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard and mouse</source>
        <translation>Tastiera e mouse</translation>
    </message>
    <message>
        <source>Wherever it has the focus</source>
        <translation>Ovunque sia il fuoco</translation>
    </message>
    <message>
        <source>Search keys and what they do …</source>
        <translation>Cerca tasti e che cosa fanno …</translation>
    </message>
    <message>
        <source>Search shortcuts</source>
        <translation>Cerca scorciatoie</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Scorciatoie</translation>
    </message>
    <message>
        <source>What is done</source>
        <translation>Che cosa si fa</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Come</translation>
    </message>
</context>
<context>
    <name>ShownOver</name>
    <message>
        <source>Trained on {name}, which is not here: shown without its images, over a blank one.</source>
        <translation>Addestrata su {name}, che qui non c&apos;è: mostrata senza le sue immagini, su una vuota.</translation>
    </message>
    <message>
        <source>Trained on {name}, images of {shape} pixels: it cannot be shown over {here}.</source>
        <translation>Addestrata su {name}, immagini di {shape} pixel: non può essere mostrata su {here}.</translation>
    </message>
    <message>
        <source>Trained on a different {name} than the open one, over which it is shown and measured.</source>
        <translation>Addestrata su un {name} diverso da quello aperto, su cui è mostrata e misurata.</translation>
    </message>
    <message>
        <source>Trained on {name}, shown over {here}: except for its curves, no number is about its own images.</source>
        <translation>Addestrata su {name}, mostrata su {here}: curve a parte, nessun valore riguarda le sue immagini.</translation>
    </message>
    <message>
        <source>trained on {name}, without images</source>
        <translation>addestrata su {name}, senza immagini</translation>
    </message>
    <message>
        <source>trained on another {name}</source>
        <translation>addestrata su un altro {name}</translation>
    </message>
    <message>
        <source>trained on {name}, shown over {here}</source>
        <translation>addestrata su {name}, mostrata su {here}</translation>
    </message>
</context>
<context>
    <name>SmallCurve</name>
    <message>
        <source>Error and loss curve</source>
        <translation>Errore e curva della perdita</translation>
    </message>
    <message>
        <source>The test error is the mean squared error over digits that were not trained on. The curve is the loss of the training, on a logarithmic scale, and its dots are the test error after each epoch. Click for the Training page.</source>
        <translation>L&apos;errore di test è l&apos;errore quadratico medio su cifre non usate per l&apos;addestramento. La curva è la perdita dell&apos;addestramento, in scala logaritmica, e i punti sono l&apos;errore di test dopo ogni epoca. Fai clic per la pagina Addestramento.</translation>
    </message>
    <message>
        <source>Loss in training</source>
        <translation>Perdita in addestramento</translation>
    </message>
    <message>
        <source>Test error</source>
        <translation>Errore di test</translation>
    </message>
    <message>
        <source>Loss now</source>
        <translation>Perdita ora</translation>
    </message>
    <message>
        <source>test error {error}</source>
        <translation>errore di test {error}</translation>
    </message>
    <message>
        <source>epoch {epoch:,}</source>
        <translation>epoca {epoch:,}</translation>
    </message>
    <message>
        <source>Press Train and watch it fall</source>
        <translation>Premi Addestra e guardala scendere</translation>
    </message>
    <message>
        <source>Test error {error} {over}</source>
        <translation>Errore di test {error} {over}</translation>
    </message>
    <message>
        <source>The test error is not known.</source>
        <translation>L&apos;errore di test non è noto.</translation>
    </message>
</context>
<context>
    <name>TrainOnDialog</name>
    <message>
        <source>Train on</source>
        <translation>Prolunga</translation>
    </message>
    <message>
        <source>“{name}” has {done:,} of {planned:,} epochs. It first goes on to its planned end.</source>
        <translation>«{name}» ha {done:,} epoche su {planned:,}. Prima arriva alla fine prevista.</translation>
    </message>
    <message>
        <source>“{name}” has its {planned:,} epochs. It goes on from where it stands.</source>
        <translation>«{name}» ha tutte le sue {planned:,} epoche. Continua da dove si trova.</translation>
    </message>
    <message>
        <source>More epochs</source>
        <translation>Altre epoche</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Tasso di apprendimento</translation>
    </message>
    <message>
        <source>From here on</source>
        <translation>Da qui in poi</translation>
    </message>
</context>
<context>
    <name>TrainPage</name>
    <message>
        <source>Decoded digit</source>
        <translation>Cifra decodificata</translation>
    </message>
    <message>
        <source>Test digit</source>
        <translation>Cifra di test</translation>
    </message>
    <message>
        <source>Redrawn digit</source>
        <translation>Cifra ridisegnata</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Addestra</translation>
    </message>
    <message>
        <source>A new network knows nothing. Watch it learn.</source>
        <translation>Una rete nuova non sa nulla. Guardala imparare.</translation>
    </message>
    <message>
        <source>From noise to digits</source>
        <translation>Dal rumore alle cifre</translation>
    </message>
    <message>
        <source>Digits seen so far: {count:,}</source>
        <translation>Cifre viste finora: {count:,}</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Ferma</translation>
    </message>
    <message>
        <source>Train again</source>
        <translation>Addestra di nuovo</translation>
    </message>
</context>
<context>
    <name>TrainingDesk</name>
    <message>
        <source>Loading {name} …</source>
        <translation>Caricamento di {name} …</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Pronto</translation>
    </message>
    <message>
        <source>Change what you like and press Train: it becomes a training of its own.</source>
        <translation>Cambia ciò che vuoi e premi Addestra: diventa una sessione a sé.</translation>
    </message>
    <message>
        <source>Starting …</source>
        <translation>Avvio …</translation>
    </message>
    <message>
        <source>Paused at step {step:,}</source>
        <translation>In pausa al passo {step:,}</translation>
    </message>
    <message>
        <source>Layers of the network on show</source>
        <translation>Strati della rete mostrata</translation>
    </message>
    <message>
        <source>A new training begins from {name}: from its weights, by the recipe beside it.</source>
        <translation>Comincia una nuova sessione da {name}: dai suoi pesi, con la ricetta a fianco.</translation>
    </message>
    <message>
        <source>Duplicate training</source>
        <translation>duplicazione di una sessione</translation>
    </message>
    <message>
        <source>This one began from {name}; the new one will begin from random weights.</source>
        <translation>Questa è cominciata da {name}; la nuova comincerà da pesi casuali.</translation>
    </message>
    <message>
        <source>What was changed while this one trained is not repeated: {changes}.</source>
        <translation>Ciò che è stato cambiato durante questa sessione non viene ripetuto: {changes}.</translation>
    </message>
    <message>
        <source>Save the network elsewhere; meanwhile writing is tried again.</source>
        <translation>Salva la rete altrove; intanto si riprova a scrivere.</translation>
    </message>
    <message>
        <source>The training is on the disk again.</source>
        <translation>L&apos;addestramento è di nuovo su disco.</translation>
    </message>
    <message>
        <source>Training failed</source>
        <translation>Addestramento non riuscito</translation>
    </message>
    <message>
        <source>Training stopped</source>
        <translation>Addestramento fermato</translation>
    </message>
    <message>
        <source>Training done</source>
        <translation>Addestramento finito</translation>
    </message>
    <message>
        <source>Continue on the CPU</source>
        <translation>Continua sulla CPU</translation>
    </message>
    <message>
        <source>Train on the CPU</source>
        <translation>Addestra sulla CPU</translation>
    </message>
    <message>
        <source>Train with batches of {count:,}</source>
        <translation>Addestra con batch di {count:,}</translation>
    </message>
</context>
<context>
    <name>TrainingStatus</name>
    <message>
        <source>Progress of the training</source>
        <translation>Avanzamento dell&apos;addestramento</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Pronto</translation>
    </message>
    <message>
        <source>Epoch {epoch:,} of {epochs:,}</source>
        <translation>Epoca {epoch:,} di {epochs:,}</translation>
    </message>
    <message>
        <source>loss {loss}</source>
        <translation>perdita {loss}</translation>
    </message>
    <message>
        <source>{speed:,.0f} images/s</source>
        <translation>{speed:,.0f} immagini/s</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>mancano {time}</translation>
    </message>
</context>
<context>
    <name>TrainingTab</name>
    <message>
        <source>Network</source>
        <translation>Rete</translation>
    </message>
    <message>
        <source>PCA</source>
        <translation>PCA</translation>
    </message>
    <message>
        <source>Test image {index:,}. Click to choose another.</source>
        <translation>Immagine di test {index:,}. Fai clic per sceglierne un&apos;altra.</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Originale</translation>
    </message>
    <message>
        <source>Shuffle</source>
        <translation>Mescola</translation>
    </message>
    <message>
        <source>Watch ten test images of all classes</source>
        <translation>Segui dieci immagini di test di tutte le classi</translation>
    </message>
    <message>
        <source>One per class</source>
        <translation>Una per classe</translation>
    </message>
    <message>
        <source>The first ten</source>
        <translation>Le prime dieci</translation>
    </message>
    <message>
        <source>Watch the first ten test images again</source>
        <translation>Segui di nuovo le prime dieci immagini di test</translation>
    </message>
    <message numerus="yes">
        <source>PCA, %n dimension(s)</source>
        <translation>
            <numerusform>PCA, %n dimensione</numerusform>
            <numerusform>PCA, %n dimensioni</numerusform>
        </translation>
    </message>
    <message>
        <source>Test image {index:,}, class {label}. Click to choose another.</source>
        <translation>Immagine di test {index:,}, classe {label}. Fai clic per sceglierne un&apos;altra.</translation>
    </message>
    <message>
        <source>Watch ten test images drawn at random</source>
        <translation>Segui dieci immagini di test estratte a caso</translation>
    </message>
    <message>
        <source>Test images and their reconstructions</source>
        <translation>Immagini di test e le loro ricostruzioni</translation>
    </message>
    <message>
        <source>Mean squared errors; click an image for another.</source>
        <translation>Errori quadratici medi; fai clic su un&apos;immagine per cambiarla.</translation>
    </message>
</context>
<context>
    <name>TrainingThread</name>
    <message>
        <source>PyTorch cannot be loaded: {error}</source>
        <translation>Non si può caricare PyTorch: {error}</translation>
    </message>
    <message>
        <source>Training failed: {kind}: {error}</source>
        <translation>Addestramento non riuscito: {kind}: {error}</translation>
    </message>
</context>
<context>
    <name>Trouble</name>
    <message>
        <source>Something in the program went wrong. What you see stays usable; what was trained is kept.</source>
        <translation>Qualcosa nel programma è andato storto. Ciò che vedi resta utilizzabile; ciò che è stato addestrato è al sicuro.</translation>
    </message>
    <message>
        <source>The program crashed when it was last used. This is where:</source>
        <translation>L&apos;ultima volta il programma si è chiuso per un errore. Ecco dove:</translation>
    </message>
</context>
<context>
    <name>TroubleDialog</name>
    <message>
        <source>Details</source>
        <translation>Dettagli</translation>
    </message>
    <message numerus="yes">
        <source>%n time(s) so far; the log has all of them.</source>
        <translation>
            <numerusform>Finora una volta; il log la riporta.</numerusform>
            <numerusform>Finora %n volte; il log le riporta tutte.</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copia</translation>
    </message>
</context>
<context>
    <name>TwinPlanes</name>
    <message>
        <source>Decoded on the left</source>
        <translation>Decodificata a sinistra</translation>
    </message>
    <message>
        <source>Decoded on the right</source>
        <translation>Decodificata a destra</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Misura</translation>
    </message>
    <message>
        <source>Image under the cursor</source>
        <translation>Immagine sotto il puntatore</translation>
    </message>
    <message>
        <source>Plane on the left</source>
        <translation>Piano a sinistra</translation>
    </message>
    <message>
        <source>Plane on the right</source>
        <translation>Piano a destra</translation>
    </message>
    <message>
        <source>The middle is enlarged</source>
        <translation>Il centro è ingrandito</translation>
    </message>
    <message>
        <source>Redrawn,
error {error:.4f}</source>
        <translation>Ridisegnata,
errore {error:.4f}</translation>
    </message>
    <message>
        <source>Class {name}
Test image {index:,}</source>
        <translation>Classe {name}
Immagine di test {index:,}</translation>
    </message>
    <message>
        <source>Test image {index:,}</source>
        <translation>Immagine di test {index:,}</translation>
    </message>
    <message>
        <source>Decoded at
({x:.2f}, {y:.2f})</source>
        <translation>Decodificata in
({x:.2f}; {y:.2f})</translation>
    </message>
    <message>
        <source>Selected: {count:,}, {share:.0%} of class {name}</source>
        <translation>Selezionate: {count:,}, per il {share:.0%} della classe {name}</translation>
    </message>
    <message>
        <source>Images: {count:,}</source>
        <translation>Immagini: {count:,}</translation>
    </message>
    <message>
        <source>Drag a rectangle to select points in both planes</source>
        <translation>Trascina un rettangolo per selezionare punti in entrambi i piani</translation>
    </message>
    <message>
        <source>Drag around points to select them in both planes</source>
        <translation>Trascina intorno ai punti per selezionarli in entrambi i piani</translation>
    </message>
    <message>
        <source>Neighbour accuracy and trustworthiness of both planes, and how many new digits are good; some seconds</source>
        <translation>Accuratezza dei vicini e affidabilità dei due piani, e quante cifre nuove sono riuscite; alcuni secondi</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Sposta</translation>
    </message>
    <message>
        <source>Drag to move a plane</source>
        <translation>Trascina per spostare un piano</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>Rettangolo</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>Lazo</translation>
    </message>
    <message>
        <source>Drag to move a plane; with Rectangle or Lasso, to select.</source>
        <translation>Trascina per spostare un piano; con Rettangolo o Lazo, per selezionare.</translation>
    </message>
    <message>
        <source>Drag a rectangle in one plane: what is in it is shown in both.</source>
        <translation>Trascina un rettangolo in un piano: ciò che contiene si vede in entrambi.</translation>
    </message>
    <message>
        <source>Drag around points in one plane: they are shown in both.</source>
        <translation>Trascina intorno a dei punti in un piano: si vedono in entrambi.</translation>
    </message>
</context>
<context>
    <name>UnitFiring</name>
    <message>
        <source>Digits that fire the unit most</source>
        <translation>Cifre che accendono di più l&apos;unità</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>Spegni</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>Com&apos;è</translation>
    </message>
    <message>
        <source>It is dead: it fires at none of {images:,} training images.</source>
        <translation>È morta: non si accende per nessuna delle {images:,} immagini di addestramento.</translation>
    </message>
    <message>
        <source>It fires at {fired:,} of {images:,} training images, most at these:</source>
        <translation>Si accende per {fired:,} immagini di addestramento su {images:,}, soprattutto per queste:</translation>
    </message>
    <message>
        <source>How often they fire is being counted.</source>
        <translation>Si sta contando quanto spesso si accendono.</translation>
    </message>
    <message>
        <source>On average one fires at {share:.1%} of {images:,} training images.</source>
        <translation>In media una si accende per il {share:.1%} delle {images:,} immagini di addestramento.</translation>
    </message>
    <message>
        <source>No unit is dead.</source>
        <translation>Nessuna unità è morta.</translation>
    </message>
    <message>
        <source>Dead units, {count} of {all}: {numbers}.</source>
        <translation>Unità morte, {count} su {all}: {numbers}.</translation>
    </message>
    <message>
        <source>Its answer {own:.2f}</source>
        <translation>La sua risposta {own:.2f}</translation>
    </message>
    <message>
        <source>{answer:.2f} in place of {own:.2f}</source>
        <translation>{answer:.2f} invece di {own:.2f}</translation>
    </message>
    <message>
        <source>Training image {index:,}</source>
        <translation>Immagine di addestramento {index:,}</translation>
    </message>
    <message>
        <source>Answer of the unit</source>
        <translation>Risposta dell&apos;unità</translation>
    </message>
    <message>
        <source>Silence the unit or boost it: the redrawn image changes at once</source>
        <translation>Spegni l&apos;unità o rafforzala: l&apos;immagine ridisegnata cambia subito</translation>
    </message>
</context>
<context>
    <name>UnitSheet</name>
    <message>
        <source>Unit {unit:,}, activation {value:.2f}</source>
        <translation>Unità {unit:,}, attivazione {value:.2f}</translation>
    </message>
    <message>
        <source>Map {unit:,}, mean activation {value:.2f}</source>
        <translation>Mappa {unit:,}, attivazione media {value:.2f}</translation>
    </message>
</context>
<context>
    <name>UnsaidDialog</name>
    <message>
        <source>Open network</source>
        <translation>Apri rete</translation>
    </message>
    <message>
        <source>Images of {data} have another shape: there is nothing to compare.</source>
        <translation>Le immagini di {data} hanno un&apos;altra forma: non c&apos;è niente da confrontare.</translation>
    </message>
    <message>
        <source>Height × width</source>
        <translation>Altezza × larghezza</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>Attivazione</translation>
    </message>
    <message>
        <source>None of these redraws images of {data} better than their mean does (error {error}): the network is one of other images, or has another activation, such as GELU.</source>
        <translation>Nessuna di queste ridisegna le immagini di {data} meglio della loro media (errore {error}): la rete è di altre immagini, o ha un&apos;altra attivazione, come GELU.</translation>
    </message>
    <message>
        <source>This redraws images of {data} best: mean squared error {error}; other choices, {next} or more.</source>
        <translation>Così ridisegna meglio le immagini di {data}: errore quadratico medio {error}; con altre scelte, {next} o più.</translation>
    </message>
    <message>
        <source>This redraws images of {data} with an error of {error}; the best choice has {best}.</source>
        <translation>Così ridisegna le immagini di {data} con un errore di {error}; la scelta migliore ha {best}.</translation>
    </message>
    <message>
        <source>“{name}” holds the weights of a network, but does not say the following. The values that redraw the open images best are chosen.</source>
        <translation>«{name}» contiene i pesi di una rete, ma non dice quanto segue. Sono scelti i valori che ridisegnano meglio le immagini aperte.</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Uscita</translation>
    </message>
</context>
<context>
    <name>Visit</name>
    <message>
        <source>Nobody wrote this one: the network invents it.</source>
        <translation>Questa non l&apos;ha scritta nessuno: la inventa la rete.</translation>
    </message>
    <message>
        <source>Is it {one}, or is it {other}?</source>
        <translation>È {one} o è {other}?</translation>
    </message>
    <message>
        <source>People who write like this mean {name}.</source>
        <translation>Chi scrive così intende {name}.</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Show me around</source>
        <translation>Visita guidata</translation>
    </message>
    <message>
        <source>Each point is a handwritten digit that a neural network has squeezed into two numbers.</source>
        <translation>Ogni punto è una cifra scritta a mano, che una rete neurale ha ridotto a due numeri.</translation>
    </message>
    <message>
        <source>Move the mouse: the network draws what lies there.</source>
        <translation>Muovi il mouse: la rete disegna ciò che si trova lì.</translation>
    </message>
    <message>
        <source>A guide in short steps, which sets the window up for each</source>
        <translation>Una guida a piccoli passi, che prepara la finestra per ciascuno</translation>
    </message>
    <message>
        <source>Close the welcome</source>
        <translation>Chiudi il benvenuto</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
</context>
<context>
    <name>_Picture</name>
    <message>
        <source>Unit</source>
        <translation>Unità</translation>
    </message>
</context>
<context>
    <name>_Runs</name>
    <message>
        <source>Star</source>
        <translation>Stella</translation>
    </message>
    <message>
        <source>{name}, curve {number}</source>
        <translation>{name}, curva {number}</translation>
    </message>
    <message>
        <source>starred</source>
        <translation>con stella</translation>
    </message>
    <message>
        <source>not starred</source>
        <translation>senza stella</translation>
    </message>
</context>
<context>
    <name>_Values</name>
    <message>
        <source>Press Train to watch the loss of every step here.</source>
        <translation>Premi Addestra per vedere qui la perdita di ogni passo.</translation>
    </message>
    <message>
        <source>Epoch {epoch:.2f}, step {step:,}</source>
        <translation>Epoca {epoch:.2f}, passo {step:,}</translation>
    </message>
    <message>
        <source>Epoch {epoch:.2f}</source>
        <translation>Epoca {epoch:.2f}</translation>
    </message>
    <message>
        <source>Train {error}</source>
        <translation>Perdita {error}</translation>
    </message>
    <message>
        <source>Error {error}</source>
        <translation>Errore {error}</translation>
    </message>
    <message>
        <source>smoothed {error}</source>
        <translation>media {error}</translation>
    </message>
    <message>
        <source>Divergence {nats}</source>
        <translation>Divergenza {nats}</translation>
    </message>
    <message>
        <source>Test {error} (epoch {epoch:g})</source>
        <translation>Test {error} (epoca {epoch:g})</translation>
    </message>
    <message>
        <source>Test {error}</source>
        <translation>Test {error}</translation>
    </message>
</context>
</TS>
